package io.patchbay.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every sample payload, signed as its provider signs, over HTTP, from the request to the ticket. */
class SendersJourneyTest {
    private static final String JSON = "application/json";

    @TempDir
    static Path folder;

    private static final Map<String, HttpResponse<String>> ANSWERS = new HashMap<>();
    private static ShippedSenders senders;
    private static ProviderSimulator providers;
    private static RunningHub hub;
    private static Outcomes outcomes;

    @BeforeAll
    static void postEverything() throws IOException {
        senders = new ShippedSenders(folder.resolve("config"));
        providers = ProviderSimulator.start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(senders.settings(folder.resolve("data")));
        settings.put("patchbay.longest-call", "15s");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, TimeLimit.ofSeconds(90));
        post("generic", JSON, neverEnding(), "never-1");
        for (String payload : ShippedSenders.payloads()) {
            ANSWERS.put(
                    payload,
                    post(
                            ShippedSenders.source(payload),
                            ShippedSenders.contentType(payload),
                            ShippedSenders.text(payload),
                            "journey-" + ANSWERS.size()));
        }
        post(
                "svix",
                JSON,
                ShippedSenders.text("standardwebhooks-generic-call.ended.json").replace("c_01J", "c_svix"),
                "s1");
    }

    @AfterAll
    static void stop() {
        hub.close();
        providers.close();
    }

    private static HttpResponse<String> post(String source, String contentType, String body, String id) {
        return senders.post(hub, source, contentType, body, id);
    }

    private static String neverEnding() {
        return "{\"type\":\"call.started\",\"data\":{\"call\":{\"id\":\"never-ending\",\"from\":\"+15550100006\"},"
                + "\"report\":{\"intent\":\"report_problem\",\"summary\":\"It hangs\"}}}";
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void payload_isAnsweredAsItsSenderWants(String payload) {
        HttpResponse<String> answer = ANSWERS.get(payload);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        switch (ShippedSenders.source(payload)) {
            case "twilio", "plivo", "telnyx-texml" -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(type).startsWith("text/xml");
                assertThat(answer.body()).isEqualTo("<Response/>");
            }
            case "slack" -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body())
                        .isEqualTo(
                                payload.contains("url_verification")
                                        ? "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
                                        : "");
            }
            case "vapi", "elevenlabs" -> assertThat(answer.statusCode()).isEqualTo(200);
            default -> {
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(RunningHub.json(answer.body()).path("event_id").asText())
                        .startsWith("evt_");
            }
        }
    }

    static List<String> payloads() {
        return ShippedSenders.payloads();
    }

    @ParameterizedTest
    @CsvSource({
        "generic, call-000001",
        "twilio, CA3f9e8d7c6b5a4938271605f4e3d2c1b0",
        "telnyx, 428c31b6-abf3-3bc1-b7f4-5013ef9657c1",
        "telnyx-texml, v3:9X2vxPDFY2RHSJ1EdMS0RHRksMTg7ldNxdjWbVr9zBjbGjGsSe-aiQ",
        "vonage, CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab",
        "plivo, 3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36",
        "amazon-connect, 11111111-2222-3333-4444-555555555555",
        "vapi, 7420f27a-30fd-4f49-a995-5549ae7cc00d",
        "retell, call_a4441234567890777c4a4a123e6",
        "elevenlabs, conv_4f9b2e7c1a8d6f3e0b5c",
        "bland, d9cce3f3-23cf-4fa7-b62c-8be8119b8715",
        "standard-webhooks, c_01J",
        "svix, c_svix",
    })
    void callOfEverySource_becomesOneCaseWithItsTicket(String source, String callId) {
        JsonNode found = outcomes.settledCase(callId);

        assertThat(hub.get("/api/v1/cases?call_id=" + callId).get("cases")).hasSize(1);
        assertThat(tickets(found)).as(found.path("dispatches").toPrettyString()).isEqualTo(1);
    }

    private static long tickets(JsonNode found) {
        return Stream.of(found.get("dispatches"))
                .flatMap(dispatches -> java.util.stream.StreamSupport.stream(dispatches.spliterator(), false))
                .filter(dispatch -> dispatch.path("operation").asText().equals("create_issue"))
                .filter(dispatch -> dispatch.path("state").asText().equals("done"))
                .count();
    }

    @Test
    void everyEventOfStaffTools_isKept() {
        for (String source : List.of("jira", "slack", "pagerduty", "statuspage", "alertmanager")) {
            assertThat(count("select count(*) from event where source = ?", source))
                    .as(source)
                    .isPositive();
        }
    }

    @Test
    void secretsInPayloads_areNotStored() {
        List<String> bodies = hub.bean(JdbcTemplate.class)
                .query("select body from event", (row, number) -> new String(row.getBytes(1), StandardCharsets.UTF_8));

        assertThat(bodies)
                .isNotEmpty()
                .noneMatch(body -> body.contains("Jhj5dZrVaK7ZwHHjRyZWjbDl"))
                .noneMatch(body -> body.contains("verification_token"))
                .noneMatch(body -> body.contains("\"controlUrl\""))
                .noneMatch(body -> body.contains("\"twilioAuthToken\""));
    }

    @ParameterizedTest
    @CsvSource({"bland, 202, true", "jira, 202, true", "pagerduty, 202, true", "vapi, 200, false", "slack, 200, false"})
    void authenticBodyThatNobodyCanRead_isAcceptedAndSetAsideWithTheReason(String source, int status, boolean kept) {
        String body = "Hello, World!";

        HttpResponse<String> answer = post(source, JSON, body, "unreadable");

        assertThat(answer.statusCode()).isEqualTo(status);
        Map<String, Object> event = hub.bean(JdbcTemplate.class)
                .queryForMap(
                        "select id, state, reason, body from event where source = ? and state = 'quarantined'", source);
        assertThat(event.get("reason").toString()).startsWith("the body is not one well-formed JSON value");
        assertThat(new String((byte[]) event.get("body"), StandardCharsets.UTF_8))
                .as("where a secret may stand, nothing is stored")
                .isEqualTo(kept ? body : "");
        assertThat(hub.get("/api/v1/events?state=quarantined").findValuesAsText("id"))
                .contains(event.get("id").toString());
        assertThat(post(source, JSON, body, "unreadable").statusCode()).isEqualTo(status);
        assertThat(count("select count(*) from event where state = 'quarantined' and source = ?", source))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/voice", "?m[a]=b|c", "?m={x}^`", "?", "?a=b&a=c%2B"})
    void urlAsTheSenderWasGivenIt_isTheOneThatIsVerified(String rest) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        String secret = TestSecrets.lookUp("SOURCE_TWILIO_SECRET");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String url = TestSecrets.lookUp("PATCHBAY_PUBLIC_URL") + "/hooks/twilio" + rest;
        String callSid = "CA-url-" + rest.length() + rest.hashCode();
        String signature = Base64.getEncoder()
                .encodeToString(mac.doFinal((url + "CallSid" + callSid).getBytes(StandardCharsets.UTF_8)));

        RawHttp.Answer answer = RawHttp.send(
                hub.url(),
                "POST",
                "/hooks/twilio" + rest,
                Map.of(
                        "Content-Type",
                        List.of("application/x-www-form-urlencoded"),
                        "X-Twilio-Signature",
                        List.of(signature)),
                ("CallSid=" + callSid).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void newBodyOfTheSameVapiReport_isADuplicate() {
        String payload = "vapi-end-of-call-report.json";
        String again = ShippedSenders.text(payload)
                .replaceFirst("recordingUrl\": \"[^\"]*", "recordingUrl\": \"https://x.example/new");
        assertThat(again).isNotEqualTo(ShippedSenders.text(payload));

        JsonNode answer = RunningHub.json(post("vapi", JSON, again, "other").body());

        assertThat(answer.path("duplicate").asBoolean()).isTrue();
        assertThat(answer.path("event_id"))
                .isEqualTo(RunningHub.json(ANSWERS.get(payload).body()).path("event_id"));
    }

    @Test
    void phasesInAnyOrderAndTwice_meetInOneCase() {
        List<String> phases = List.of("initiated", "hangup", "recording.saved");
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            String callId = "order-" + order[0] + order[1] + order[2];
            for (int phase : new int[] {order[0], order[1], order[0], order[2], order[1], order[2]}) {
                String body = ShippedSenders.text("telnyx-call." + phases.get(phase) + ".json")
                        .replace("428c31b6-abf3-3bc1-b7f4-5013ef9657c1", callId)
                        .replaceFirst("\"id\": \"[^\"]*\"", "\"id\": \"" + callId + "-" + phase + "\"");
                assertThat(post("telnyx", JSON, body, "-").statusCode()).isEqualTo(202);
            }
            assertThat(count("select count(*) from event where call_id = ?", callId))
                    .isEqualTo(3);
            JsonNode found = outcomes.settledCase(callId);
            assertThat(hub.get("/api/v1/cases?call_id=" + callId).get("cases")).hasSize(1);
            assertThat(tickets(found)).isEqualTo(1);
        }
    }

    @Test
    void callThatNeverEnds_goesToReviewWithAnAlarm() {
        JsonNode found = outcomes.settledCase("never-ending");

        assertThat(found.path("queue").asText()).isEqualTo("review");
        assertThat(found.toString()).contains("never_ended");
        assertThat(hub.bean(io.micrometer.core.instrument.MeterRegistry.class)
                        .counter("patchbay.calls.never.ended", "source", "generic")
                        .count())
                .isPositive();
    }

    @Test
    void spoiledRequests_areNoFaultOfOurs() {
        IntakeFuzz fuzz = new IntakeFuzz(senders, 20261121);

        assertThat(fuzz.inProcess(4_000).faults()).isEmpty();
        assertThat(fuzz.overHttp(150, hub).faults()).isEmpty();
    }

    private static long count(String sql, String parameter) {
        return hub.bean(JdbcTemplate.class).queryForObject(sql, Long.class, parameter);
    }
}
