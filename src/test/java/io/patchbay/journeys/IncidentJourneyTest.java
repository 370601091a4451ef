package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.IncidentDesk;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the first calls about one failure to the report, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(30);

    private StaffDesk desk;
    private IncidentDesk incident;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of());
        incident = IncidentDesk.proposed(desk);
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private List<String> told(String text) {
        return desk.sent("/rest/api/3/issue/.*/comment", text).stream()
                .map(Request::path)
                .toList();
    }

    private List<String> toldToTheSource(String text) {
        return desk.providers.journal().requests("POST", "/sink/generic").stream()
                .map(Request::text)
                .filter(body -> body.contains("incident.updated") && body.contains(text))
                .toList();
    }

    private void deleteTicketOf(String ref) {
        JsonNode ticket = StaffDesk.at(desk.hub.get("/api/v1/cases/" + ref), "jira");
        SignedFeedback deleted = SignedFeedback.jira("""
                {"timestamp": %d, "webhookEvent": "jira:issue_deleted", "user": {"accountId": "somebody"},
                 "issue": {"id": "%s", "key": "%s", "fields": {"labels": ["patchbay"]}}}""".formatted(
                        System.currentTimeMillis(),
                        ticket.get("id").asText(),
                        ticket.get("key").asText()));
        desk.told(deleted);
        assertThat(desk.hub.get("/api/v1/cases/" + ref).get("destinations").toString())
                .contains("deleted");
    }

    @Test
    void severalAccountsWithOneFailure_areProposed_declared_andEachIsToldOnce() {
        List<String> cases = incident.cases();
        assertThat(cases).hasSize(4).doesNotHaveDuplicates();
        assertThat(incident.read().get("cases")).hasSize(4);

        String withoutTicket = cases.get(3);
        deleteTicketOf(withoutTicket);
        incident.declare();
        incident.write("investigating", "We look into it.");
        assertThat(incident.approveOwn(1).statusCode()).isEqualTo(403);
        assertThat(told("We look into it.")).isEmpty();
        incident.approve(1);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(told("We look into it."))
                .hasSize(3));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(toldToTheSource("We look into it."))
                .singleElement()
                .asString()
                .contains(withoutTicket));

        assertThat(incident.tryToMove("resolved").statusCode()).isEqualTo(409);
        incident.write("resolved", "It works again.");
        incident.approve(2);
        incident.move("resolved");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        incident.report().at("/updates/sent").asInt())
                .isEqualTo(8));

        eachWasToldOnce(withoutTicket);
    }

    private void eachWasToldOnce(String withoutTicket) {
        assertThat(told("We look into it.")).hasSize(3).doesNotHaveDuplicates();
        assertThat(told("It works again.")).hasSize(3).doesNotHaveDuplicates();
        assertThat(toldToTheSource("It works again.")).hasSize(1);
        incident.acknowledge(withoutTicket);
        JsonNode report = incident.report();
        assertThat(report.get("acknowledged").asInt()).isEqualTo(1);
        assertThat(report.at("/facts/calls").asInt()).isEqualTo(4);
        assertThat(report.at("/facts/pages").asInt()).isEqualTo(1);
        assertThat(told("This belongs to incident INC-")).hasSize(2);
        incident.cases().forEach(ref -> assertThat(desk.hub
                        .get("/api/v1/cases/" + ref)
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
                        .post(desk.hub)
                        .statusCode())
                .isEqualTo(401);
        assertThat(alert.post(desk.hub).statusCode()).isEqualTo(202);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        desk.hub.get("/api/v1/incidents?state=proposed").findValuesAsText("title"))
                .contains("SearchSlow"));
    }
}
