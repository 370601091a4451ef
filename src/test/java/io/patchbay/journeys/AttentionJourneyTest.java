package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import io.patchbay.platform.Json;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two nodes with a Slack webhook: what nobody handles has an owner, is told once, and is gone when it was handled. */
class AttentionJourneyTest {
    private static final String SECRET = "ringwell-secret-of-the-journey";
    private static final String EVENT =
            "{\"kind\":\"call.summary\",\"call\":{\"ref\":\"RW-1\"},\"gist\":\"Exports are empty\",\"event_id\":\"rw-1\"}";

    @TempDir
    Path folder;

    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile int slackAnswers = 500;

    @Test
    void deadDispatchAndQuarantinedEvent_areOwned_toldOnceByTwoNodes_andGoneWhenHandled() throws IOException {
        HttpServer slack = slack();
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.datasource.url", Database.newPostgresUrl());
        settings.put("server.port", "0");
        settings.put("patchbay.watch-ms", "200");
        settings.put("SOURCE_RINGWELL_SECRET", SECRET);
        settings.put(
                "PATCHBAY_ATTENTION_WEBHOOK_URL",
                "http://127.0.0.1:" + slack.getAddress().getPort() + "/services/T0/B0/secret");
        try (ProviderSimulator providers = ProviderSimulator.start()) {
            providers.environment().forEach(settings::putIfAbsent);
            providers.faults().on(Endpoint.JIRA_CREATE_ISSUE).always(Fault.refusedWith(400, "{\"errors\":{}}"));
            run(settings);
        } finally {
            slack.stop(0);
        }
    }

    private void run(Map<String, String> settings) throws IOException {
        String event;
        RunningHub second;
        try (RunningHub first = RunningHub.start(with(settings, config("spoiled", "/call/reference")))) {
            event = posted(first);
            second = RunningHub.start(with(settings, config("mended", "/call/ref")));
            Sample.named("06-support").deliveries().forEach(delivery -> SignedCall.of(
                            delivery.webhookId(), delivery.body())
                    .post(first));
            await("a notice about both, which Slack refuses")
                    .until(() -> refused.stream().anyMatch(AttentionJourneyTest::isAboutBoth));
            slackAnswers = 200;
            await("Slack takes one").until(() -> !taken.isEmpty());
            turns(second.bean(JdbcTemplate.class), 4);
            assertThat(taken).singleElement().satisfies(text -> assertThat(text)
                    .contains("<@U0ROSA00001> Rosa Lindqvist: 1 dispatch_dead", "Tomas Berg: 1 event_quarantined")
                    .doesNotContain("RW-1", "RINGWELL", "HTTP 400"));
        }
        try (RunningHub hub = second) {
            assertThat(items(hub, ""))
                    .extracting(item -> item.at("/owner/id").asText() + " "
                            + item.get("kind").asText())
                    .containsExactly("support-lead dispatch_dead", "tomas event_quarantined");
            metric(hub, "dispatch_dead", 1);
            metric(hub, "event_quarantined", 1);
            JsonNode dispatch =
                    items(hub, "?owner=support-lead&kind=dispatch_dead").get(0);
            assertThat(dispatch.get("reason").asText()).startsWith("jira create_issue: ");
            assertThat(dispatch.get("age_seconds").asLong()).isBetween(1L, 600L);
            done(hub, "support-lead", dispatch, Map.of("why", "made by hand", "verdict", "give_up"));
            JsonNode quarantined = items(hub, "?owner=tomas").get(0);
            assertThat(quarantined.get("id").asText()).isEqualTo(event);
            done(hub, "tomas", quarantined, Map.of());
            new Outcomes(hub, TimeLimit.ofSeconds(60)).triaged(event);
            await("nothing waits")
                    .until(() -> items(hub, "?kind=event_quarantined").isEmpty());
            assertThat(items(hub, "?owner=support-lead&kind=dispatch_dead"))
                    .noneMatch(item -> item.get("id").equals(dispatch.get("id")));
            metric(hub, "event_quarantined", 0);
        }
    }

    private static boolean isAboutBoth(String text) {
        return text.contains("dispatch_dead") && text.contains("event_quarantined");
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(TimeLimit.ofSeconds(60));
    }

    /** Waits for so many turns, whichever node takes them. */
    private static void turns(JdbcTemplate database, int turns) {
        Set<OffsetDateTime> seen = new HashSet<>();
        await("turns").until(() -> {
            seen.add(database.queryForObject("select next_at from attention_turn", OffsetDateTime.class));
            return seen.size() > turns;
        });
    }

    private static List<JsonNode> items(RunningHub hub, String query) {
        return StreamSupport.stream(
                        hub.get("/api/v1/attention" + query).get("items").spliterator(), false)
                .toList();
    }

    private static void metric(RunningHub hub, String kind, int count) {
        await(kind).until(() -> hub.get(RunningHub.API_TOKEN, "/actuator/prometheus")
                .body()
                .contains("patchbay_attention{kind=\"" + kind + "\"} " + count + ".0"));
    }

    private static void done(RunningHub hub, String who, JsonNode item, Map<String, String> body) {
        String path = item.get("action").asText().replace("POST ", "");
        HttpResponse<String> answer = hub.post(PersonTokens.of(who), path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static Map<String, String> with(Map<String, String> settings, String config) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PATCHBAY_CONFIG_DIR", config);
        return all;
    }

    /** The shipped configuration with quick notices and one more source, whose mapping looks for the call id there. */
    private String config(String name, String callId) throws IOException {
        ConfigCopy copy = new ConfigCopy(folder.resolve(name))
                .replace("queues.yaml", "notice_after: 30m", "notice_after: 1s")
                .replace("queues.yaml", "notice_every: 15m", "notice_every: 1s");
        Files.writeString(folder.resolve(name).resolve("sources/ringwell.yaml"), """
                name: ringwell
                kind: call
                signature: {scheme: hmac, header: X-Ringwell-Signature}
                delivery_id: /event_id
                call_id: %s
                phase: {from: /kind, map: {call.summary: call.analyzed}}
                fields: {report.summary: /gist}
                """.formatted(callId));
        return copy.path();
    }

    /** Posts the event and returns its id when it is quarantined. */
    private static String posted(RunningHub hub) {
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
        SignedRequest signed = SignatureSchemes.of(SignatureConfig.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("scheme", "hmac")
                        .put("header", "X-Ringwell-Signature")))
                .sign(
                        new SignedRequest(
                                "POST",
                                "http://hub.example/hooks/ringwell",
                                Map.of("Content-Type", List.of("application/json")),
                                body),
                        new Secret(SECRET),
                        Instant.now(),
                        "rw-1");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/ringwell"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed.headers().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        HttpResponse<String> answer = hub.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String event = RunningHub.json(answer.body()).get("event_id").asText();
        assertThat(new Outcomes(hub, TimeLimit.ofSeconds(60))
                        .triaged(event)
                        .get("state")
                        .asText())
                .isEqualTo("quarantined");
        return event;
    }

    /** Slack's end of the webhook, which answers as it is told to. */
    private HttpServer slack() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/services/T0/B0/secret", exchange -> {
            String text = RunningHub.json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .path("text")
                    .asText();
            int status = slackAnswers;
            (status == 200 ? taken : refused).add(text);
            byte[] answer = Json.write(Map.of()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }
}
