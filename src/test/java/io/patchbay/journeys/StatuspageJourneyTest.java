package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the status page posts makes and moves an incident, over real HTTP, with the body that Statuspage sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatuspageJourneyTest {
    private static final Instant NINE = Instant.parse("2026-08-20T09:00:00Z");
    private static final Path PAYLOAD = Path.of("src/test/resources/payloads/statuspage-incident_update.json");

    private StaffDesk desk;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of());
    }

    @AfterAll
    void stop() {
        desk.close();
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
            throw new UncheckedIOException(e);
        }
    }

    private void told(String body) {
        desk.told(SignedFeedback.statuspage(body));
    }

    private List<JsonNode> incidents(String name) {
        return List.of("proposed", "open", "resolved", "dismissed").stream()
                .flatMap(state -> StreamSupport.stream(
                        desk.hub.get("/api/v1/incidents?state=" + state).spliterator(), false))
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
        told(recorded);
        JsonNode declared = only("Checkout payment errors");
        assertThat(declared.get("state").asText()).isEqualTo("open");
        assertThat(declared.get("stage").asText()).isEqualTo("identified");
        assertThat(declared.get("origin").asText()).isEqualTo("source:statuspage");
        assertThat(declared.get("areas").toString()).contains("checkout");

        told(recorded);
        told(body("one", "Search is slow", 1, "investigating", true));
        told(body("one", "Search is slow", 3, "monitoring", true));
        told(body("one", "Search is slow", 2, "identified", true));
        assertThat(only("Search is slow").get("stage").asText()).isEqualTo("monitoring");
        told(body("one", "Search is slow", 4, "resolved", true));
        told(body("one", "Search is slow", 5, "postmortem", true));
        JsonNode ended = only("Search is slow");
        assertThat(ended.get("state").asText()).isEqualTo("resolved");
        assertThat(desk.hub
                        .get("/api/v1/incidents/" + ended.get("id").asText())
                        .get("timeline")
                        .findValuesAsText("kind"))
                .containsExactly("incident.declared", "stage.moved", "stage.moved");
        assertThat(only("Checkout payment errors").get("stage").asText()).isEqualTo("identified");
    }

    @Test
    void aForgedToken_isRefused() {
        SignedFeedback told = SignedFeedback.statuspage(body("forged", "Forged", 1, "investigating", true));
        HttpResponse<String> answer = desk.hub.send(
                HttpRequest.newBuilder(URI.create(desk.hub.url() + "/hooks/statuspage/another-token-0123456789"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(told.body())));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(incidents("Forged")).isEmpty();
    }

    /** Every order of the same five updates, two of them told twice, ends in the same incident. */
    @Test
    void anyOrderOfTheSameUpdates_endsAlike() {
        List<String> stages = List.of("investigating", "identified", "monitoring", "resolved", "postmortem");
        Random random = new Random(6);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int round = 0; round < 24; round++) {
            List<String> bodies = new ArrayList<>();
            for (int at = 0; at < stages.size(); at++) {
                bodies.add(body("round-" + round, "Round " + round, at, stages.get(at), at % 2 == round % 2));
            }
            bodies.add(bodies.get(random.nextInt(stages.size())));
            bodies.add(bodies.get(random.nextInt(stages.size())));
            Collections.shuffle(bodies, random);
            bodies.forEach(each -> answers.add(SignedFeedback.statuspage(each).post(desk.hub)));
        }
        answers.forEach(desk::worked);
        for (int round = 0; round < 24; round++) {
            JsonNode incident = only("Round " + round);
            assertThat(incident.get("state").asText()).as(incident.toString()).isEqualTo("resolved");
            assertThat(incident.get("stage").asText()).isEqualTo("resolved");
        }
    }

    @Test
    void anIncidentThatComesBack_isTheSameOne() {
        told(body("back", "Comes back", 1, "investigating", false));
        told(body("back", "Comes back", 2, "resolved", false));
        told(body("back", "Comes back", 3, "investigating", false));
        JsonNode incident = only("Comes back");
        assertThat(incident.get("state").asText()).isEqualTo("open");
        assertThat(incident.get("stage").asText()).isEqualTo("investigating");
        told(body("later", "Announced", 1, "scheduled", true));
        assertThat(incidents("Announced")).isEmpty();
    }
}
