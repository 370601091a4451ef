package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SignedFeedback;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A source that was told an update says by its own signed webhook that it was seen, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcknowledgementJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOT_TOLD = "this source was told no such update about that case";

    private Providers providers;
    private RunningHub hub;
    private Outcomes outcomes;
    private String incident;
    private int deliveries;

    @BeforeAll
    void start(@TempDir Path data) {
        providers = new Providers(0).start();
        String sink = providers.server().baseUrl() + "/sink/generic";
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SLACK_WORKSPACE_URL", providers.server().baseUrl());
        settings.put("SOURCE_GENERIC_WRITE_BACK_URL", sink);
        settings.put("PATCHBAY_UPDATE_CHANNELS", "source");
        settings.put("SOURCE_BLAND_SECRET", SignedFeedback.SECRET);
        settings.put(
                "PATCHBAY_CONFIG_DIR",
                new ConfigCopy(data.resolve("config"))
                        .replace(
                                "sources/bland.yaml",
                                "kind: call\n",
                                "kind: call\nwrite_back: {url: \"" + sink + "\"}\n")
                        .path());
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
        Sample sample = Sample.all().stream()
                .filter(each -> each.name().equals("14-three-accounts-one-failure"))
                .findFirst()
                .orElseThrow();
        sample.deliveries()
                .forEach(each -> outcomes.triaged(RunningHub.json(SignedCall.of(each.webhookId(), each.body())
                                .post(hub)
                                .body())
                        .get("event_id")
                        .asText()));
        sample.calls().forEach(each -> outcomes.settledCase(each.call()));
        incident = "/api/v1/incidents/"
                + StreamSupport.stream(
                                hub.get("/api/v1/incidents?state=proposed").spliterator(), false)
                        .filter(each -> each.get("origin").asText().contains("several accounts"))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .asText();
        done("/declare", "{\"who\": \"support-lead\", \"why\": \"four customers\"}");
        done("/messages", "{\"who\": \"hana\", \"stage\": \"investigating\", \"text\": \"We look into it.\"}");
        done("/messages/1/approve", "{\"who\": \"support-lead\"}");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> hub.get(incident + "/report").at("/updates/sent").asInt() == 4);
    }

    @AfterAll
    void stop() {
        hub.close();
        providers.close();
    }

    private void done(String path, String body) {
        HttpResponse<String> answer = hub.send(HttpRequest.newBuilder(URI.create(hub.url() + incident + path))
                .header("Authorization", "Bearer " + RunningHub.API_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The ids that the source was told, by case. */
    private Map<String, String> told() {
        Map<String, String> told = new TreeMap<>();
        providers.requests("POST", "/sink/generic").stream()
                .map(request -> RunningHub.json(request.getBodyAsString()))
                .filter(body -> body.get("type").asText().equals("incident.updated"))
                .forEach(body -> told.put(
                        body.at("/data/case").asText(),
                        body.at("/data/update_id").asText()));
        return told;
    }

    private JsonNode update(String ref) {
        return StreamSupport.stream(hub.get(incident).get("updates").spliterator(), false)
                .filter(each -> each.get("case_ref").asText().equals(ref))
                .findFirst()
                .orElseThrow();
    }

    private static String seen(String updateId, String ref) {
        return "{\"type\": \"update.acknowledged\", \"timestamp\": \"2026-11-21T09:00:05Z\", \"data\": {\"update_id\": \""
                + updateId + "\", \"case\": \"" + ref + "\"}}";
    }

    private JsonNode ended(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        String event = "/api/v1/events/"
                + RunningHub.json(answer.body()).get("event_id").asText();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !hub.get(event).get("state").asText().matches("received|claimed"));
        return hub.get(event);
    }

    private JsonNode generic(String body) {
        return ended(SignedCall.of("msg_seen_" + ++deliveries, body.getBytes(StandardCharsets.UTF_8))
                .post(hub));
    }

    private void setAside(JsonNode event) {
        assertThat(event.get("state").asText()).as(event.toString()).isEqualTo("quarantined");
        assertThat(event.get("reason").asText()).contains(NOT_TOLD);
    }

    @Test
    void onlyTheSourceThatWasTold_acknowledges_andOnce() {
        Map<String, String> told = told();
        assertThat(told).hasSize(4);
        String ref = told.keySet().iterator().next();
        String other = told.keySet().stream().skip(1).findFirst().orElseThrow();
        String id = told.get(ref);

        HttpResponse<String> forged = hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/generic"))
                .header("Content-Type", "application/json")
                .header("webhook-id", "msg_forged")
                .header("webhook-timestamp", String.valueOf(System.currentTimeMillis() / 1_000))
                .header("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .POST(HttpRequest.BodyPublishers.ofString(seen(id, ref))));
        assertThat(forged.statusCode()).isEqualTo(401);
        setAside(ended(new SignedFeedback("bland", "bland", "application/json", seen(id, ref)).post(hub)));
        setAside(generic(seen(id, other)));
        setAside(generic(seen("dsp_of_nobody", ref)));
        JsonNode unnamed = generic("{\"type\": \"update.acknowledged\", \"data\": {\"case\": \"" + ref + "\"}}");
        assertThat(unnamed.get("state").asText()).isEqualTo("quarantined");
        assertThat(unnamed.get("reason").asText()).contains("/data/update_id");
        hub.get(incident)
                .get("updates")
                .forEach(each -> assertThat(each.get("state").asText()).isEqualTo("sent"));

        JsonNode event = generic(seen(id, ref));
        assertThat(event.get("state").asText()).as(event.toString()).isEqualTo("done");
        assertThat(event.get("case_ref").asText()).isEqualTo(ref);
        JsonNode first = update(ref);
        assertThat(first.get("state").asText()).isEqualTo("acknowledged");
        assertThat(first.get("acknowledged_by").asText()).isEqualTo("source:generic");
        assertThat(generic(seen(id, ref)).get("state").asText()).isEqualTo("done");
        assertThat(update(ref)).isEqualTo(first);
        assertThat(update(other).get("state").asText()).isEqualTo("sent");
        assertThat(hub.get(incident + "/report").get("acknowledged").asInt()).isEqualTo(1);
    }
}
