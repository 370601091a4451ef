package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedFeedback;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the status page posts makes and moves an incident, over real HTTP, with the body that Statuspage sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatuspageJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NINE = Instant.parse("2026-08-20T09:00:00Z");
    private static final Path PAYLOAD = Path.of("src/test/resources/payloads/statuspage-incident_update.json");

    private Providers providers;
    private RunningHub hub;

    @BeforeAll
    void start(@TempDir Path data) {
        providers = new Providers(0).start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(SignedFeedback.settings());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SLACK_WORKSPACE_URL", providers.server().baseUrl());
        hub = RunningHub.start(settings);
    }

    @AfterAll
    void stop() {
        hub.close();
        providers.close();
    }

    /** The recorded body with another incident, status, minute and, where it is none, without parts. */
    private static String body(String incident, String name, int minute, String status, boolean parts) {
        try {
            ObjectNode body = (ObjectNode) Json.read(Files.readAllBytes(PAYLOAD));
            ObjectNode told = (ObjectNode) body.get("incident");
            told.put("id", incident).put("name", name).put("status", status);
            ObjectNode update = (ObjectNode) told.at("/incident_updates/0");
            update.put("id", incident + "-" + minute)
                    .put("incident_id", incident)
                    .put("status", status)
                    .put("created_at", NINE.plusSeconds(60L * minute).toString());
            if (!parts) {
                told.putArray("components");
            }
            return Json.write(body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String post(String body) {
        HttpResponse<String> answer = SignedFeedback.statuspage(body).post(hub);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return RunningHub.json(answer.body()).get("event_id").asText();
    }

    private void done(String event) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        hub.get("/api/v1/events/" + event).get("state").asText().equals("done"));
    }

    private List<JsonNode> incidents(String name) {
        return List.of("proposed", "open", "resolved", "dismissed").stream()
                .flatMap(state -> StreamSupport.stream(
                        hub.get("/api/v1/incidents?state=" + state).spliterator(), false))
                .filter(incident -> incident.get("title").asText().equals(name))
                .toList();
    }

    private JsonNode only(String name) {
        List<JsonNode> incidents = incidents(name);
        assertThat(incidents).hasSize(1);
        return incidents.get(0);
    }

    @Test
    void theIncidentOfTheStatusPage_isDeclared_follows_andEnds() throws IOException {
        String recorded = Files.readString(PAYLOAD);
        done(post(recorded));
        JsonNode declared = only("Checkout payment errors");
        assertThat(declared.get("state").asText()).isEqualTo("open");
        assertThat(declared.get("stage").asText()).isEqualTo("identified");
        assertThat(declared.get("origin").asText()).isEqualTo("source:statuspage");
        assertThat(declared.get("areas").toString()).contains("checkout");

        done(post(recorded));
        done(post(body("one", "Search is slow", 1, "investigating", true)));
        done(post(body("one", "Search is slow", 3, "monitoring", true)));
        done(post(body("one", "Search is slow", 2, "identified", true)));
        assertThat(only("Search is slow").get("stage").asText()).isEqualTo("monitoring");
        done(post(body("one", "Search is slow", 4, "resolved", true)));
        done(post(body("one", "Search is slow", 5, "postmortem", true)));
        JsonNode ended = only("Search is slow");
        assertThat(ended.get("state").asText()).isEqualTo("resolved");
        assertThat(hub.get("/api/v1/incidents/" + ended.get("id").asText())
                        .get("timeline")
                        .findValuesAsText("kind"))
                .containsExactly("incident.declared", "stage.moved", "stage.moved");
        assertThat(only("Checkout payment errors").get("stage").asText()).isEqualTo("identified");
    }

    @Test
    void aForgedToken_isRefused() {
        SignedFeedback told = SignedFeedback.statuspage(body("forged", "Forged", 1, "investigating", true));
        HttpResponse<String> answer = hub.send(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(hub.url() + "/hooks/statuspage/another-token-0123456789"))
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(told.body())));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(incidents("Forged")).isEmpty();
    }

    /** Every order of the same five updates, two of them told twice, ends in the same incident. */
    @Test
    void anyOrderOfTheSameUpdates_endsAlike() {
        List<String> stages = List.of("investigating", "identified", "monitoring", "resolved", "postmortem");
        Random random = new Random(6);
        List<String> events = new ArrayList<>();
        for (int round = 0; round < 24; round++) {
            List<String> bodies = new ArrayList<>();
            for (int at = 0; at < stages.size(); at++) {
                bodies.add(body("round-" + round, "Round " + round, at, stages.get(at), at % 2 == round % 2));
            }
            bodies.add(bodies.get(random.nextInt(stages.size())));
            bodies.add(bodies.get(random.nextInt(stages.size())));
            Collections.shuffle(bodies, random);
            bodies.forEach(each -> events.add(post(each)));
        }
        events.forEach(this::done);
        for (int round = 0; round < 24; round++) {
            JsonNode incident = only("Round " + round);
            assertThat(incident.get("state").asText()).as(incident.toString()).isEqualTo("resolved");
            assertThat(incident.get("stage").asText()).isEqualTo("resolved");
        }
    }

    @Test
    void anIncidentThatComesBack_isTheSameOne() {
        done(post(body("back", "Comes back", 1, "investigating", false)));
        done(post(body("back", "Comes back", 2, "resolved", false)));
        done(post(body("back", "Comes back", 3, "investigating", false)));
        JsonNode incident = only("Comes back");
        assertThat(incident.get("state").asText()).isEqualTo("open");
        assertThat(incident.get("stage").asText()).isEqualTo("investigating");
        done(post(body("later", "Announced", 1, "scheduled", true)));
        assertThat(incidents("Announced")).isEmpty();
    }
}
