package io.patchbay.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.intake.source.Fetch;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.platform.EgressRule;
import io.patchbay.platform.FailureName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Door: what providers are asked for. A call that has long been silent, and what is left to the alarm on its age when it
 * cannot be learnt; and what an event only points at, which is tried again like the event. An answer comes in as an event
 * of the source, told in the words of its webhooks.
 */
@Component("providerQuestions")
public class ProviderQuestions implements EgressRule.Source {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderQuestions.class);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration RESPONSE = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(15);
    /** How long a provider is left alone that does not answer, or asks to be. */
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** Shorter than the tries of an event take together. */
    private static final Duration PAUSE_BETWEEN_FETCHES = Duration.ofSeconds(5);

    private final Sources sources;
    private final IntakeSteps door;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Instant> paused = new ConcurrentHashMap<>();

    ProviderQuestions(Sources sources, IntakeSteps door, Clock clock, MeterRegistry meters) {
        this.sources = sources;
        this.door = door;
        this.clock = clock;
        this.meters = meters;
    }

    /** The sources whose calls can be asked for, each with how long a call has to be silent. */
    public Map<String, Duration> silence() {
        Map<String, Duration> silence = new TreeMap<>();
        sources.enabled().forEach(source -> source.poll().ifPresent(poll -> silence.put(source.name(), poll.after())));
        return silence;
    }

    /** What to ask for the call, or null when its provider is left alone now, or its id cannot be asked for. */
    public ProviderQuestion about(String source, String callId) {
        if (clock.instant().isBefore(paused.getOrDefault(source, Instant.MIN))) {
            return null;
        }
        return poll(source)
                .flatMap(poll -> poll.url(Map.of("call_id", TextNode.valueOf(callId)))
                        .map(url -> new ProviderQuestion(url, poll.authorization())))
                .orElse(null);
    }

    /**
     * The answer as an arrival at the inbox, or null when it does not say that the call is over.
     *
     * @param status the answer's, 0 when there was none
     * @param answer its JSON, or missing
     */
    public WebhookDelivery answered(String source, String callId, int status, JsonNode answer) {
        if (status != 200 || !answer.isObject()) {
            boolean unknown = status == 404;
            count(source, unknown ? "unknown" : "failed");
            if (!unknown) {
                paused.put(source, clock.instant().plus(PAUSE));
                LOG.warn("call query failed source={} status={}", source, status == 0 ? "none" : status);
            }
            return null;
        }
        Optional<Arrival> arrival = poll(source)
                .flatMap(poll -> poll.tell(source, Map.of("answer", answer, "call_id", TextNode.valueOf(callId))))
                .map(event -> door.fetched(source, event))
                .filter(told -> told.callId().equals(callId) && !told.ignored());
        count(source, arrival.isPresent() ? "over" : "going_on");
        return arrival.map(WebhookDelivery::fetched).orElse(null);
    }

    /** The call could not be asked for; it will be asked for again. */
    public void failed(String source, Exception failure) {
        count(source, "failed");
        LOG.warn("call query failed source={} reason={}", source, FailureName.of(failure));
    }

    /** What was learnt of a call could not be kept; the call will be asked for again. */
    public void notKept(WebhookDelivery delivery, Exception failure) {
        failed(delivery.arrival().source(), failure);
    }

    /**
     * What to fetch for an event that points at it.
     *
     * @throws NotFetched when its provider is left alone now, or the event names nothing that can be asked for
     */
    public ProviderQuestion pointedAt(KeptEvent event) {
        if (clock.instant().isBefore(paused.getOrDefault(fetching(event), Instant.MIN))) {
            throw new NotFetched("the provider did not answer a moment ago");
        }
        Fetch fetch = fetch(event);
        return fetch.url(Map.of("event", json(event)))
                .map(url -> new ProviderQuestion(url, fetch.authorization()))
                .orElseThrow(() -> new NotFetched("the event names nothing that can be asked for"));
    }

    /**
     * What the event pointed at, as an arrival at the inbox.
     *
     * @param status the answer's, 0 when there was none
     * @param answer its JSON, or missing
     * @throws NotFetched when it is not there, so that the event is retried
     */
    public WebhookDelivery fetched(KeptEvent event, int status, JsonNode answer) {
        boolean there = status == 200 && answer.isObject();
        meters.counter("patchbay.fetches", "source", event.source(), "outcome", there ? "fetched" : "failed")
                .increment();
        if (!there) {
            paused.put(fetching(event), clock.instant().plus(PAUSE_BETWEEN_FETCHES));
            throw new NotFetched(status == 0 ? "no answer" : "HTTP " + status);
        }
        return fetch(event)
                .tell(event.source(), Map.of("answer", answer, "event", json(event)))
                .map(told -> WebhookDelivery.fetched(door.fetched(event.source(), told)))
                .orElseThrow(() -> new NotFetched("the answer says nothing"));
    }

    private static String fetching(KeptEvent event) {
        return "fetching for " + event.source();
    }

    private Fetch fetch(KeptEvent event) {
        return sources.find(event.source()).flatMap(SourceConfig::fetch).orElseThrow();
    }

    private static JsonNode json(KeptEvent event) {
        return event.content().message().json();
    }

    private Optional<Fetch> poll(String source) {
        return sources.find(source).flatMap(SourceConfig::poll);
    }

    private void count(String source, String outcome) {
        meters.counter("patchbay.calls.asked", "source", source, "outcome", outcome)
                .increment();
    }

    @Override
    public List<EgressRule> egressRules() {
        return sources.enabled().stream()
                .flatMap(source -> Stream.of(source.poll(), source.fetch())
                        .flatMap(Optional::stream)
                        .map(fetch -> new EgressRule(fetch.server(), source.plainHttp(), CONNECT, RESPONSE, CALL)))
                .toList();
    }
}
