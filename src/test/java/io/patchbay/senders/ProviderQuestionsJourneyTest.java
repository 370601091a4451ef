package io.patchbay.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Provider;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was not told, asked for at simulated providers: ends of calls, and analyses that were only pointed at. */
class ProviderQuestionsJourneyTest {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

    @TempDir
    static Path folder;

    private static ShippedSenders senders;
    private static ProviderSimulator providers;
    private static RunningHub hub;
    private static Outcomes outcomes;

    @BeforeAll
    static void start() throws IOException {
        senders = new ShippedSenders(folder.resolve("config"));
        for (String source : List.of("twilio", "retell", "vapi")) {
            Path file = folder.resolve("config/sources/" + source + ".yaml");
            Files.writeString(file, Files.readString(file).replace("after: 30m", "after: 1s"));
        }
        providers = ProviderSimulator.start();
        String url = providers.url(Provider.CALLS);
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(senders.settings(folder.resolve("data")));
        settings.putAll(Map.ofEntries(
                Map.entry("TWILIO_API_URL", url),
                Map.entry("TWILIO_INTELLIGENCE_URL", url),
                Map.entry("TWILIO_ACCOUNT_SID", ACCOUNT),
                Map.entry("TWILIO_AUTH_TOKEN", "twilio-token"),
                Map.entry("RETELL_API_URL", url),
                Map.entry("RETELL_API_KEY", "retell-key"),
                Map.entry("VAPI_API_URL", url),
                Map.entry("VAPI_API_KEY", "vapi-key"),
                Map.entry("patchbay.silent-calls-poll-ms", "100"),
                Map.entry("patchbay.ask-again", "1s")));
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, TimeLimit.ofSeconds(60));
    }

    @AfterAll
    static void stop() {
        hub.close();
        providers.close();
    }

    @Test
    void callThatTheProviderSaysIsOver_isDecidedWithWhatTheProviderSays() {
        JsonNode analyzed = RunningHub.json(ShippedSenders.text("retell-call_analyzed.json"))
                .get("call");
        answer("/v2/get-call/" + analyzed.path("call_id").asText(), 200, analyzed.toString());

        post("retell", JSON, ShippedSenders.text("retell-call_started.json"));

        JsonNode found = outcomes.settledCase(analyzed.path("call_id").asText());
        assertThat(found.toString())
                .contains(analyzed.path("call_analysis").path("call_summary").asText())
                .contains("\"call.never_ended\":false");
        assertThat(credentials("/v2/get-call/" + analyzed.path("call_id").asText()))
                .allMatch(request -> request.equals("Bearer retell-key"));
    }

    @Test
    void formSender_isToldOfInTheWordsOfItsCallbacks() {
        String callSid = "CA3f9e8d7c6b5a4938271605f4e3d2c1b0";
        String path = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + callSid + ".json";
        answer(
                path,
                200,
                "{\"sid\":\"" + callSid
                        + "\",\"status\":\"completed\",\"direction\":\"inbound\",\"from\":\"+15555550142\","
                        + "\"to\":\"+15555550100\",\"duration\":\"187\",\"parent_call_sid\":null,"
                        + "\"end_time\":\"Thu, 20 Aug 2026 17:04:11 +0000\"}");

        post("twilio", FORM, ShippedSenders.text("twilio-incoming-call.form"));

        JsonNode found = outcomes.settledCase(callSid);
        assertThat(found.toString()).contains("\"call.duration_seconds\"").contains("\"call.never_ended\":false");
        assertThat(credentials(path)).allMatch(request -> request.startsWith("Basic "));
    }

    @Test
    void analysisAtVapi_isFetchedWithoutItsSecrets() {
        ObjectNode message = (ObjectNode) RunningHub.json(ShippedSenders.text("vapi-end-of-call-report.json"))
                .get("message");
        ObjectNode call = (ObjectNode) message.get("call");
        String callId = call.path("id").asText();
        ObjectNode answered = call.deepCopy();
        answered.put("status", "ended").put("endedReason", "customer-ended-call");
        answered.set("analysis", message.get("analysis"));
        answered.set("phoneNumber", message.get("phoneNumber"));
        answer("/call/" + callId, 200, answered.toString());

        post(
                "vapi",
                JSON,
                "{\"message\":{\"type\":\"status-update\",\"status\":\"in-progress\",\"call\":{\"id\":\"" + callId
                        + "\",\"type\":\"inboundPhoneCall\"}}}");

        JsonNode found = outcomes.settledCase(callId);
        assertThat(found.toString()).contains("Caller reports that card payments fail");
        assertThat(hub.bean(JdbcTemplate.class)
                        .queryForList("select body from event where source = 'vapi'", byte[].class))
                .hasSizeGreaterThan(1)
                .noneMatch(
                        body -> new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("twilioAuthToken"));
    }

    @Test
    void eventThatOnlyPointsAtTheAnalysis_hasItFetched_alsoAfterTheProviderFailedOnce() {
        String path = "/v2/Transcripts/GT0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b/OperatorResults";
        providers.faults().on(Endpoint.CALLS_GET).when(once(path), Fault.refusedWith(503, "{}"));
        answer(
                path,
                200,
                "{\"operator_results\":[{\"operator_type\":\"conversation-classify\"},"
                        + "{\"operator_type\":\"text-generation\",\"text_generation_results\":"
                        + "{\"format\":\"text\",\"result\":\"Invoices were charged twice\"}}]}");

        post(
                "twilio",
                JSON,
                ShippedSenders.text("twilio-conversation-intelligence-classic-transcript_available.json")
                        .replace("CA3f9e8d7c6b5a4938271605f4e3d2c1b0", "CA-pointed-at"));

        Awaitility.await().atMost(TimeLimit.ofSeconds(60)).untilAsserted(() -> assertThat(
                        outcomes.settledCase("CA-pointed-at").toString())
                .contains("Invoices were charged twice", "GT0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"));
        // Both events are of one call, so that one of the two may come again, and ask again.
        assertThat(credentials(path)).hasSizeBetween(2, 4).allMatch(credential -> credential.startsWith("Basic "));
        assertThat(hub.bean(JdbcTemplate.class)
                        .queryForList(
                                "select delivery_key from event where call_id = 'CA-pointed-at'"
                                        + " and delivery_key like 'fetched:%'",
                                String.class))
                .containsExactly("fetched:operator_results:GT0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        assertThat(hub.get("/api/v1/cases?call_id=CA-pointed-at").get("cases")).hasSize(1);
    }

    @Test
    void callThatGoesOnOrIsUnknown_staysWithTheAgeAlarmAndIsAskedForAgain() {
        answer("/v2/get-call/goes-on", 200, "{\"call_id\":\"goes-on\",\"call_status\":\"ongoing\"}");
        answer("/v2/get-call/unknown", 404, "{}");
        answer("/v2/get-call/other", 200, "{\"call_id\":\"somebody-elses\",\"call_status\":\"ended\"}");
        for (String callId : List.of("goes-on", "unknown", "other", "..", "a/b")) {
            post("retell", JSON, "{\"event\":\"call_started\",\"call\":{\"call_id\":\"" + callId + "\"}}");
        }

        Awaitility.await().atMost(TimeLimit.ofSeconds(60)).untilAsserted(() -> {
            for (String callId : List.of("goes-on", "unknown", "other")) {
                assertThat(credentials("/v2/get-call/" + callId)).hasSizeGreaterThan(1);
            }
        });
        assertThat(hub.bean(JdbcTemplate.class)
                        .queryForObject(
                                "select count(*) from call_record where state = 'gathering' and call_id in"
                                        + " ('goes-on', 'unknown', 'other', '..', 'a/b')",
                                Integer.class))
                .isEqualTo(5);
        assertThat(asked("unknown")).isPositive();
        assertThat(asked("going_on")).isPositive();
        assertThat(asked("failed")).isZero();
    }

    /** What the requests for that path showed of themselves. */
    private static List<String> credentials(String path) {
        return providers.journal().requests("GET", Pattern.quote(path)).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    /** The first request for that path. */
    private static Predicate<Request> once(String path) {
        AtomicBoolean met = new AtomicBoolean();
        return request -> request.path().equals(path) && met.compareAndSet(false, true);
    }

    private static double asked(String outcome) {
        return hub.bean(MeterRegistry.class)
                .counter("patchbay.calls.asked", "source", "retell", "outcome", outcome)
                .count();
    }

    private static void answer(String path, int status, String body) {
        providers.callApis().put(path, status, body);
    }

    private static void post(String source, String contentType, String body) {
        assertThat(senders.post(hub, source, contentType, body, "silent-" + body.hashCode())
                        .statusCode())
                .isBetween(200, 299);
    }
}
