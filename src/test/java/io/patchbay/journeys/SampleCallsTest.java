package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample call, over real HTTP, against one hub: the outcome beside it is what comes of it. */
class SampleCallsTest {
    private static ProviderSimulator providers;
    private static RunningHub hub;
    private static Outcomes outcomes;

    @BeforeAll
    static void start() {
        providers = ProviderSimulator.start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("server.port", "0");
        settings.put("spring.datasource.url", "jdbc:h2:mem:samples;DB_CLOSE_DELAY=-1");
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        settings.put("SOURCE_GENERIC_GRACE_PERIOD", "1s");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, TimeLimit.ofSeconds(60));
    }

    @AfterAll
    static void stop() {
        hub.close();
        providers.close();
    }

    @ParameterizedTest
    @MethodSource("io.patchbay.samples.Sample#all")
    void sample_comesToWhatStandsBesideIt(Sample sample) {
        post(sample);
        for (Sample.ExpectedCall call : sample.calls()) {
            JsonNode found = outcomes.settledCase(call.call());
            String who = sample + " " + call.call();
            assertThat(found.get("queue").asText()).as(who).isEqualTo(call.queue());
            if (!call.rule().isEmpty()) {
                assertThat(found.get("rule").asText()).as(who).endsWith(call.rule());
            }
            assertThat(severity(found)).as(who).isEqualTo(call.severity());
            assertThat(texts(found.get("review_reasons"))).as(who).containsAll(call.reviewReasons());
            assertThat(destination(found, "jira").get("status").asText())
                    .as(who)
                    .isEqualTo("succeeded");
            assertThat(destination(found, "slack").get("status").asText())
                    .as(who)
                    .isEqualTo(call.inThread() ? "in_thread" : "succeeded");
            assertThat(destination(found, "pagerduty").get("status").asText())
                    .as(who)
                    .isEqualTo(call.pageSent() ? "succeeded" : "not_paged");
            assertThat(found.get("call_id").asText().equals(call.call()))
                    .as(who + " has a case of its own")
                    .isEqualTo(call.joins().isEmpty());
            assertEffects(found, call, who);
        }
    }

    private static void post(Sample sample) {
        Map<String, String> eventOf = new HashMap<>();
        for (Sample.Delivery delivery : sample.deliveries()) {
            HttpResponse<String> answer =
                    SignedCall.of(delivery.webhookId(), delivery.body()).post(hub);
            assertThat(answer.statusCode()).isEqualTo(202);
            JsonNode body = RunningHub.json(answer.body());
            assertThat(body.get("duplicate").asBoolean()).isEqualTo(delivery.duplicate());
            String event = body.get("event_id").asText();
            assertThat(eventOf.computeIfAbsent(delivery.webhookId(), id -> event))
                    .isEqualTo(event);
            outcomes.triaged(event);
        }
    }

    /** What really reached the providers: one ticket a case, one message or its incident's, a page only where one is expected. */
    private static void assertEffects(JsonNode found, Sample.ExpectedCall call, String who) {
        String ref = found.get("ref").asText();
        assertThat(bodies("/rest/api/3/issue", ref)).as(who + " tickets").hasSize(1);
        assertThat(bodies("/api/chat.postMessage", ref)).as(who + " messages").hasSize(call.inThread() ? 0 : 1);
        assertThat(bodies("/v2/enqueue", ref)).as(who + " pages").hasSize(call.pageSent() ? 1 : 0);
        if (!call.joins().isEmpty()) {
            String key = destination(found, "jira").get("key").asText();
            assertThat(bodies("/rest/api/3/issue/" + key + "/comment", call.call()))
                    .as(who + " comments")
                    .hasSize(1);
        }
        if (found.get("restricted").asBoolean()) {
            String summary = found.at("/matter/summary").asText();
            assertThat(bodies("/api/chat.postMessage", ref).get(0)).as(who).doesNotContain(summary);
        }
        if (call.writeBackWithheld()) {
            assertThat(bodies("/sink/generic", ref)).as(who + " write-backs").isEmpty();
            assertThat(bodies("/sink/generic", "\"" + call.call() + "\""))
                    .as(who + " write-backs")
                    .isNotEmpty()
                    .allSatisfy(body -> assertThat(body).contains("\"withheld\""));
        } else {
            assertThat(bodies("/sink/generic", ref)).as(who + " write-backs").isNotEmpty();
        }
    }

    private static List<String> bodies(String path, String containing) {
        return providers.journal().requests("POST", path).stream()
                .map(Request::text)
                .filter(body -> body.contains(containing))
                .toList();
    }

    private static String severity(JsonNode found) {
        JsonNode level = found.at("/severity/level");
        return level.isNull() ? "unconfirmed" : level.asText();
    }

    private static Set<String> texts(JsonNode list) {
        return new HashSet<>(StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
    }

    private static JsonNode destination(JsonNode found, String name) {
        List<JsonNode> all = new ArrayList<>();
        found.get("destinations").forEach(all::add);
        return all.stream()
                .filter(destination -> destination.get("destination").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
