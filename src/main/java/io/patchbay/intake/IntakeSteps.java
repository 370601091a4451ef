package io.patchbay.intake;

import io.patchbay.event.CallReport;
import io.patchbay.event.Feedback;
import io.patchbay.event.Phase;
import io.patchbay.event.UpdateSeen;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.PayloadSecrets;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.intake.expression.Signed;
import io.patchbay.intake.feedback.Tool;
import io.patchbay.intake.mapping.Acknowledgements;
import io.patchbay.intake.mapping.Envelope;
import io.patchbay.intake.mapping.Envelopes;
import io.patchbay.intake.mapping.Translator;
import io.patchbay.intake.source.Answer;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.platform.Ids;
import io.patchbay.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What the intake and triage routes ask about senders: is it them, what did they send, what do they want to hear. */
@Component
public class IntakeSteps {
    private static final int LONGEST_CONTENT_TYPE = 255;
    /** Slack forgets what a dialog is opened with after three seconds; a part of them is spent on the way. */
    private static final Duration DIALOG_LIFE = Duration.ofMillis(2_500);

    private final Sources sources;
    private final Verification verification;
    private final Envelopes envelopes;
    private final Translator translator;
    private final Ids ids;
    private final Clock clock;

    IntakeSteps(
            Sources sources,
            Verification verification,
            Envelopes envelopes,
            Translator translator,
            Ids ids,
            Clock clock) {
        this.sources = sources;
        this.verification = verification;
        this.envelopes = envelopes;
        this.translator = translator;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Hands the request on when its sender has proven itself.
     *
     * @throws IntakeProblem 404 for a source that does not exist, 401 for everything that keeps the proof from holding
     */
    public WebhookDelivery verify(WebhookDelivery delivery) {
        WebhookRequest request = delivery.request();
        SourceConfig source = sources.find(request.source()).orElseThrow(IntakeProblem::unknownSource);
        delivery.verify(new VerifiedRequest(request, verification.require(source, request)));
        return delivery;
    }

    /**
     * Reads just enough to know which delivery this is, of which call and phase. A body that nobody can read is still
     * its sender's: it is kept and set aside.
     *
     * @throws MalformedEvent when a canonical call report breaks its schema, or a body has more names than any sender means,
     *     which says so to its sender
     */
    public WebhookDelivery open(WebhookDelivery delivery) {
        Arrival arrival = arrival(delivery.verified());
        delivery.open(arrival, clock.instant(), waits(arrival));
        return delivery;
    }

    private Arrival arrival(VerifiedRequest verified) {
        SourceConfig source = source(verified.request().source());
        RawEvent raw = raw(source, verified);
        try {
            return readable(source, raw, verified.signed());
        } catch (MalformedEvent e) {
            if (source.format() == SourceConfig.Format.CALL_REPORT || e.isRefused()) {
                throw e;
            }
            return unreadable(source, raw, verified.signed(), e.getMessage());
        }
    }

    private Arrival unreadable(SourceConfig source, RawEvent raw, Signed signed, String reason) {
        RawEvent kept = PayloadSecrets.unread(raw, source.secretsInPayload());
        return new Arrival(
                ids.next("evt"),
                source.name(),
                envelopes.unreadKey(source, raw, signed),
                raw.bodyHash(),
                source.dedupe() == SourceConfig.Dedupe.BUSINESS,
                kept.contentType(),
                kept.query(),
                Json.write(kept.headers()),
                kept.body(),
                "",
                "",
                false,
                kept.body().length < raw.body().length ? reason + "; not kept, for it may hold secrets" : reason,
                false,
                source.answer().map(IntakeSteps::answer).orElse(null),
                null);
    }

    private static IntakeAnswer answer(Answer answer) {
        return new IntakeAnswer(answer.status(), answer.contentType(), answer.body());
    }

    /**
     * What the source's provider answered to a question of ours, told as its event.
     *
     * @throws MalformedEvent when the source sends canonical call reports and this is none
     */
    Arrival fetched(String source, RawEvent event) {
        return readable(source(source), event, Signed.NOTHING).asFetched();
    }

    private Arrival readable(SourceConfig source, RawEvent raw, Signed signed) {
        Message message = envelopes.message(source, raw, signed);
        Envelope envelope = envelopes.read(source, message);
        RawEvent kept = PayloadSecrets.without(message, source.secretsInPayload());
        return new Arrival(
                ids.next("evt"),
                source.name(),
                envelope.deliveryKey(),
                raw.bodyHash(),
                source.dedupe() == SourceConfig.Dedupe.BUSINESS,
                kept.contentType(),
                kept.query(),
                Json.write(kept.headers()),
                kept.body(),
                envelope.callId(),
                envelope.phase().map(Phase::wireName).orElse(envelope.type()),
                ignored(source, envelope),
                null,
                envelope.challenge(),
                envelope.answer().map(IntakeSteps::answer).orElse(null),
                message.asKept(kept));
    }

    /** A GET says in its query what a POST says in its form. */
    private static RawEvent raw(SourceConfig source, VerifiedRequest verified) {
        WebhookRequest request = verified.request();
        return new RawEvent(
                request.source(),
                request.isPost() ? contentType(request) : "application/x-www-form-urlencoded",
                request.query(),
                KeptHeaders.of(source, verified),
                request.isPost() ? request.body() : request.query().getBytes(StandardCharsets.UTF_8));
    }

    /** Cut to what the inbox has room for; nothing that counts stands that far behind. */
    private static String contentType(WebhookRequest request) {
        String type = request.header("content-type");
        return type.length() <= LONGEST_CONTENT_TYPE ? type : type.substring(0, LONGEST_CONTENT_TYPE);
    }

    /** The answer to a kept event: what its source's protocol asks for, else our own 202. */
    public WebhookDelivery answer(WebhookDelivery delivery) {
        IntakeAnswer wanted = delivery.arrival().answer();
        boolean complete = wanted != null
                && (wanted.status() == 204 || !wanted.contentType().isEmpty());
        delivery.answer(
                complete || !delivery.isEvent()
                        ? wanted
                        : new IntakeAnswer(
                                wanted == null ? 202 : wanted.status(),
                                "application/json",
                                Json.write(delivery.kept())));
        return delivery;
    }

    /** A call's event has to tell a phase of a call, feedback has to come from a tool that is understood. */
    private static boolean ignored(SourceConfig source, Envelope envelope) {
        return source.kind() == SourceConfig.Kind.FEEDBACK
                ? Tool.of(source.name()).isEmpty()
                : envelope.phase().isEmpty() && !envelope.acknowledges();
    }

    /**
     * What a kept event is about: {@code call}; {@code pointer} to what has to be fetched from the call's provider first;
     * {@code update} that the source was told and says was seen; or the tool that gives feedback, like {@code jira}.
     */
    public String about(KeptEvent event) {
        SourceConfig source = source(event.source());
        if (source.kind() == SourceConfig.Kind.FEEDBACK) {
            return Tool.of(event.source()).map(Tool::word).orElse("");
        }
        if (Acknowledgements.is(source, event.content().message())) {
            return "update";
        }
        return source.fetch()
                .filter(fetch -> fetch.wantedBy(event.content().message()))
                .map(fetch -> "pointer")
                .orElse("call");
    }

    /** The events by what they are about; one that cannot be told apart is taken for a call's, whose triage says why. */
    public List<KeptEvents> sort(List<KeptEvent> events) {
        Map<String, List<KeptEvent>> byKind = new LinkedHashMap<>();
        events.forEach(event ->
                byKind.computeIfAbsent(kind(event), kind -> new ArrayList<>()).add(event));
        return byKind.entrySet().stream()
                .map(each -> new KeptEvents(each.getKey(), each.getValue()))
                .toList();
    }

    private String kind(KeptEvent event) {
        try {
            return about(event);
        } catch (RuntimeException e) {
            // Triage reads it again, alone if need be, and records what is wrong with it.
            return "call";
        }
    }

    /** What a kept event says about its call, or why it has to be set aside. */
    public TranslatedEvent translated(KeptEvent event) {
        try {
            return new TranslatedEvent(event, translate(event), grace(event), "");
        } catch (MalformedEvent e) {
            return new TranslatedEvent(event, null, null, e.getMessage());
        }
    }

    /** What a kept event says about its call. */
    public CallReport translate(KeptEvent event) {
        SourceConfig source = source(event.source());
        Message message = event.content().message();
        return event.content().isChecked()
                ? translator.translateChecked(source, message, event.receivedAt())
                : translator.translate(source, message, event.receivedAt());
    }

    /** Which update a kept event says was seen. */
    public UpdateSeen seen(KeptEvent event) {
        return Acknowledgements.read(event.content().message());
    }

    /** Sets an acknowledgement aside that is about none of the updates that its source was told. */
    public void notTold() {
        throw new MalformedEvent("/data/update_id", "this source was told no such update about that case");
    }

    /** What a kept event of a tool says has happened there. */
    public List<Feedback> feedback(KeptEvent event) {
        return Tool.of(event.source()).orElseThrow().translate(event.content().raw(), event.receivedAt());
    }

    /** Whether somebody pressed something and may wait for a dialog, which has to be open within three seconds. */
    private static boolean waits(Arrival arrival) {
        return arrival.phase().equals("block_actions")
                && Tool.of(arrival.source()).filter(Tool.SLACK::equals).isPresent();
    }

    /** What was pressed, or nothing when it came so long ago that no dialog can be opened for it any more. */
    public List<Feedback> pressed(WebhookDelivery delivery) {
        Arrival arrival = delivery.arrival();
        Instant came = delivery.receivedAt();
        return Duration.between(came, clock.instant()).compareTo(DIALOG_LIFE) > 0
                ? List.of()
                : Tool.SLACK.translate(
                        new RawEvent(
                                arrival.source(),
                                arrival.contentType(),
                                arrival.query(),
                                KeptHeaders.read(arrival.headers()),
                                arrival.body()),
                        came);
    }

    /** How long the source's calls wait for their analysis after they have ended. */
    public Duration grace(KeptEvent event) {
        return source(event.source()).gracePeriod();
    }

    /** Whether the source wants to hear what became of its calls. */
    public boolean writesBack(String source) {
        return sources.find(source).flatMap(SourceConfig::writeBack).isPresent();
    }

    /** How many of the source's first runs wait for a person after they were decided. */
    public int superviseFirst(String source) {
        return sources.find(source).map(SourceConfig::superviseFirst).orElse(0);
    }

    /** The sources that are switched on, by name, each with how many of its first runs wait for a person. */
    public SortedMap<String, Integer> supervised() {
        SortedMap<String, Integer> first = new TreeMap<>();
        sources.enabled().forEach(source -> first.put(source.name(), source.superviseFirst()));
        return first;
    }

    private SourceConfig source(String name) {
        return sources.find(name).orElseThrow(() -> new SourceGone(name));
    }
}
