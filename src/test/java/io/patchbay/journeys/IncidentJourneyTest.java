package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SignedFeedback;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From the first calls about one failure to the report, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Providers providers;
    private RunningHub hub;
    private Outcomes outcomes;
    private final Set<String> cases = new TreeSet<>();

    @BeforeAll
    void start(@TempDir Path data) {
        providers = new Providers(0).start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(SignedFeedback.settings());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SLACK_WORKSPACE_URL", providers.server().baseUrl());
        settings.put("SOURCE_GENERIC_WRITE_BACK_URL", providers.server().baseUrl() + "/sink/generic");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
        Sample sample = Sample.all().stream()
                .filter(each -> each.name().equals("14-three-accounts-one-failure"))
                .findFirst()
                .orElseThrow();
        sample.deliveries().forEach(delivery -> {
            HttpResponse<String> answer =
                    SignedCall.of(delivery.webhookId(), delivery.body()).post(hub);
            outcomes.triaged(RunningHub.json(answer.body()).get("event_id").asText());
        });
        sample.calls()
                .forEach(call ->
                        cases.add(outcomes.settledCase(call.call()).get("ref").asText()));
    }

    @AfterAll
    void stop() {
        hub.close();
        providers.close();
    }

    private HttpResponse<String> post(String path, String body) {
        return hub.send(HttpRequest.newBuilder(URI.create(hub.url() + "/api/v1/incidents" + path))
                .header("Authorization", "Bearer " + RunningHub.API_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private void done(String path, String body) {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<String> told(String text) {
        return providers
                .server()
                .findAll(WireMock.postRequestedFor(WireMock.urlPathMatching("/rest/api/3/issue/.*/comment"))
                        .withRequestBody(WireMock.containing(text)))
                .stream()
                .map(request -> request.getUrl())
                .toList();
    }

    private List<String> toldToTheSource(String text) {
        return providers.requests("POST", "/sink/generic").stream()
                .map(request -> request.getBodyAsString())
                .filter(body -> body.contains("incident.updated") && body.contains(text))
                .toList();
    }

    private void deleteTicketOf(String ref) {
        JsonNode ticket = StreamSupport.stream(
                        hub.get("/api/v1/cases/" + ref).get("destinations").spliterator(), false)
                .filter(each -> each.get("destination").asText().equals("jira"))
                .findFirst()
                .orElseThrow();
        SignedFeedback deleted = SignedFeedback.jira("""
                {"timestamp": %d, "webhookEvent": "jira:issue_deleted", "user": {"accountId": "somebody"},
                 "issue": {"id": "%s", "key": "%s", "fields": {"labels": ["patchbay"]}}}""".formatted(
                        System.currentTimeMillis(),
                        ticket.get("id").asText(),
                        ticket.get("key").asText()));
        assertThat(deleted.post(hub).statusCode()).isEqualTo(202);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        hub.get("/api/v1/cases/" + ref).get("destinations").toString())
                .contains("deleted"));
    }

    @Test
    void severalAccountsWithOneFailure_areProposed_declared_andEachIsToldOnce() {
        String id = StreamSupport.stream(
                        hub.get("/api/v1/incidents?state=proposed").spliterator(), false)
                .filter(incident -> incident.get("origin").asText().contains("several accounts"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        assertThat(hub.get("/api/v1/incidents/" + id).get("cases")).hasSize(cases.size());

        String withoutTicket = outcomes.settledCase("call-1404").get("ref").asText();
        deleteTicketOf(withoutTicket);
        done("/" + id + "/declare", "{\"who\": \"support-lead\", \"why\": \"three customers\"}");
        done(
                "/" + id + "/messages",
                "{\"who\": \"hana\", \"stage\": \"investigating\", \"text\": \"We look into it.\"}");
        assertThat(post("/" + id + "/messages/1/approve", "{\"who\": \"hana\"}").statusCode())
                .isEqualTo(400);
        assertThat(told("We look into it.")).isEmpty();
        done("/" + id + "/messages/1/approve", "{\"who\": \"support-lead\"}");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(told("We look into it."))
                .hasSize(cases.size() - 1));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(toldToTheSource("We look into it."))
                .singleElement()
                .asString()
                .contains(withoutTicket));

        assertThat(post("/" + id + "/stage", "{\"who\": \"hana\", \"why\": \"fixed\", \"stage\": \"resolved\"}")
                        .statusCode())
                .isEqualTo(409);
        done("/" + id + "/messages", "{\"who\": \"hana\", \"stage\": \"resolved\", \"text\": \"It works again.\"}");
        done("/" + id + "/messages/2/approve", "{\"who\": \"support-lead\"}");
        done("/" + id + "/stage", "{\"who\": \"hana\", \"why\": \"fixed\", \"stage\": \"resolved\"}");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        hub.get("/api/v1/incidents/" + id + "/report")
                                .at("/updates/sent")
                                .asInt())
                .isEqualTo(2 * cases.size()));

        assertThat(told("We look into it.")).hasSize(cases.size() - 1).doesNotHaveDuplicates();
        assertThat(told("It works again.")).hasSize(cases.size() - 1).doesNotHaveDuplicates();
        assertThat(toldToTheSource("It works again.")).hasSize(1);
        assertThat(told("It works again.").size()).isGreaterThanOrEqualTo(3);
        done("/" + id + "/updates/" + withoutTicket + "/acknowledgement", "{\"who\": \"hana\"}");
        JsonNode report = hub.get("/api/v1/incidents/" + id + "/report");
        assertThat(report.get("acknowledged").asInt()).isEqualTo(1);
        assertThat(report.at("/facts/calls").asInt()).isEqualTo(cases.size());
        assertThat(report.at("/facts/pages").asInt()).isEqualTo(1);
        assertThat(told("This belongs to incident INC-")).hasSize(2);
        cases.forEach(ref -> assertThat(hub.get("/api/v1/cases/" + ref)
                        .at("/evidence/incident_declared")
                        .asText())
                .isNotEmpty());
    }

    @Test
    void aFiringMonitor_isProposed_andAForgedOneRefused() {
        SignedFeedback alert = SignedFeedback.alertmanager("""
                {"version": "4", "groupKey": "g", "status": "firing", "alerts": [{"status": "firing",
                 "labels": {"alertname": "SearchSlow", "service": "search"}, "startsAt": "2026-11-21T09:00:00Z",
                 "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "f1"}]}""");
        assertThat(new SignedFeedback("alertmanager", "jira", "application/json", "{}")
                        .post(hub)
                        .statusCode())
                .isEqualTo(401);
        assertThat(alert.post(hub).statusCode()).isEqualTo(202);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        hub.get("/api/v1/incidents?state=proposed").findValuesAsText("title"))
                .contains("SearchSlow"));
    }
}
