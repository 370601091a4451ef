package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.IncidentDesk;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.timing.TimeLimit;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A source that was told an update says by its own signed webhook that it was seen, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcknowledgementJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(30);
    private static final String NOT_TOLD = "this source was told no such update about that case";

    private StaffDesk desk;
    private IncidentDesk incident;
    private int deliveries;

    @BeforeAll
    void start(@TempDir Path data) {
        String twoSources = new ConfigCopy(data.resolve("config"))
                .replace(
                        "sources/bland.yaml",
                        "kind: call\n",
                        "kind: call\nwrite_back: {url: \"${SOURCE_GENERIC_WRITE_BACK_URL}\"}\n")
                .path();
        desk = new StaffDesk(Map.of(
                "PATCHBAY_UPDATE_CHANNELS",
                "source",
                "SOURCE_BLAND_SECRET",
                SignedFeedback.SECRET,
                "PATCHBAY_CONFIG_DIR",
                twoSources));
        incident = IncidentDesk.proposed(desk);
        incident.declare();
        incident.write("investigating", "We look into it.");
        incident.approve(1);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> incident.report().at("/updates/sent").asInt() == 4);
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    /** The ids that the source was told, by case. */
    private Map<String, String> told() {
        Map<String, String> told = new TreeMap<>();
        desk.providers.journal().requests("POST", "/sink/generic").stream()
                .map(request -> request.json())
                .filter(body -> body.get("type").asText().equals("incident.updated"))
                .forEach(body -> told.put(
                        body.at("/data/case").asText(),
                        body.at("/data/update_id").asText()));
        return told;
    }

    private JsonNode update(String ref) {
        return incident.update(1, ref).orElseThrow();
    }

    private static String seen(String updateId, String ref) {
        return "{\"type\": \"update.acknowledged\", \"timestamp\": \"2026-11-21T09:00:05Z\", \"data\": {\"update_id\": \""
                + updateId + "\", \"case\": \"" + ref + "\"}}";
    }

    private JsonNode ended(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return desk.outcomes.triaged(
                RunningHub.json(answer.body()).get("event_id").asText());
    }

    private JsonNode generic(String body) {
        return ended(SignedCall.of("msg_seen_" + ++deliveries, body.getBytes(StandardCharsets.UTF_8))
                .post(desk.hub));
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

        HttpResponse<String> forged =
                desk.hub.send(HttpRequest.newBuilder(URI.create(desk.hub.url() + "/hooks/generic"))
                        .header("Content-Type", "application/json")
                        .header("webhook-id", "msg_forged")
                        .header("webhook-timestamp", String.valueOf(System.currentTimeMillis() / 1_000))
                        .header("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                        .POST(HttpRequest.BodyPublishers.ofString(seen(id, ref))));
        assertThat(forged.statusCode()).isEqualTo(401);
        setAside(ended(new SignedFeedback("bland", "bland", "application/json", seen(id, ref)).post(desk.hub)));
        setAside(generic(seen(id, other)));
        setAside(generic(seen("dsp_of_nobody", ref)));
        JsonNode unnamed = generic("{\"type\": \"update.acknowledged\", \"data\": {\"case\": \"" + ref + "\"}}");
        assertThat(unnamed.get("state").asText()).isEqualTo("quarantined");
        assertThat(unnamed.get("reason").asText()).contains("/data/update_id");
        incident.read()
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
        assertThat(incident.report().get("acknowledged").asInt()).isEqualTo(1);
    }
}
