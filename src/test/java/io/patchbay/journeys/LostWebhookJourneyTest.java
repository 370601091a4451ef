package io.patchbay.journeys;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.patchbay.sandbox.StaffDesk.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Jira and PagerDuty did and no webhook told is found, reported, and mended by one call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostWebhookJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(40);

    private StaffDesk desk;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of(
                "patchbay.drift.every", "1s",
                "patchbay.drift.grace", "0s",
                "patchbay.drift.look-ms", "300",
                "patchbay.drift.ended-every", "1s"));
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private JsonNode read(JsonNode found) {
        return desk.read(found);
    }

    private JsonNode drift(JsonNode of, String tool, String state) {
        for (JsonNode each : desk.hub.get("/api/v1/drifts?state=" + state)) {
            if (each.get("case_ref").asText().equals(of.get("ref").asText())
                    && each.get("tool").asText().equals(tool)) {
                return each;
            }
        }
        return null;
    }

    private JsonNode found(JsonNode of, String tool) {
        Awaitility.await().atMost(PATIENCE).until(() -> drift(of, tool, "open") != null);
        return drift(of, tool, "open");
    }

    private JsonNode mend(JsonNode drift) {
        return desk.done(
                "/api/v1/drifts/" + drift.get("id").asText() + "/mend",
                Map.of("who", "tomas", "why", "Jira was right"));
    }

    @Test
    void aTicketThatWasDoneWithoutAWord_isFound_andMendedOnce() {
        JsonNode support = desk.sample("06-support", "call-0601");
        JsonNode ticket = at(support, "jira");
        desk.providers
                .server()
                .stubFor(post(urlPathEqualTo("/rest/api/3/issue/bulkfetch"))
                        .atPriority(1)
                        .willReturn(okJson("""
                        {"issues": [{"id": "%s", "key": "%s", "fields": {"updated": "2026-11-21T09:00:00.000+0000",
                          "status": {"name": "Done", "statusCategory": {"key": "done"}}, "resolution": {"name": "Fixed"},
                          "assignee": {"accountId": "5b10a2844c20165700ede20b"}}}]}""".formatted(
                                ticket.get("id").asText(), ticket.get("key").asText()))));

        JsonNode drift = found(support, "jira");
        assertThat(drift.get("differs").toString()).contains("ticket.transitioned", "ticket.assigned");
        assertThat(read(support).get("status").asText()).isEqualTo("open");

        assertThat(mend(drift).get("state").asText()).isEqualTo("mended");
        mend(drift);

        JsonNode mended = read(support);
        assertThat(mended.get("status").asText()).isEqualTo("resolved");
        assertThat(mended.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(mended.get("timeline").toString().split("\"drift.mended\"", -1))
                .hasSize(2);
        assertThat(mended.get("timeline").toString().split("\"status.changed\"", -1))
                .hasSize(2);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        desk.providers.requests("POST", "/api/chat.update"))
                .anySatisfy(request -> assertThat(request.getBodyAsString())
                        .contains(support.get("ref").asText())));
    }

    private void stands(JsonNode ticket, String updated, String status, String category, String resolution) {
        desk.providers
                .server()
                .stubFor(post(urlPathEqualTo("/rest/api/3/issue/bulkfetch"))
                        .atPriority(1)
                        .withRequestBody(containing("\"" + ticket.get("id").asText() + "\""))
                        .willReturn(okJson("""
                        {"issues": [{"id": "%s", "key": "%s", "fields": {"updated": "%s",
                          "status": {"name": "%s", "statusCategory": {"key": "%s"}}, "resolution": %s,
                          "assignee": null}}]}""".formatted(
                                        ticket.get("id").asText(),
                                        ticket.get("key").asText(),
                                        updated,
                                        status,
                                        category,
                                        resolution))));
    }

    @Test
    void aTicketThatWasOpenedAgainWithoutAWord_afterItsCaseHadEnded_isFound_andOpensTheCase() {
        JsonNode billing = desk.sample("04-billing", "call-0401");
        JsonNode ticket = at(billing, "jira");
        SignedFeedback.jira("""
                {"timestamp": %d, "webhookEvent": "jira:issue_updated", "user": {"accountId": "dev"},
                 "issue": {"id": "%s", "key": "%s", "fields": {"labels": [],
                   "status": {"name": "Done", "statusCategory": {"key": "done"}}, "resolution": {"name": "Fixed"}}},
                 "changelog": {"id": "40001", "items": [{"field": "status", "toString": "Done"}]}}""".formatted(
                                Instant.parse("2026-11-21T09:00:00Z").toEpochMilli(),
                                ticket.get("id").asText(),
                                ticket.get("key").asText()))
                .post(desk.hub);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(billing).get("terminal").asBoolean());
        stands(ticket, "2026-11-21T09:00:00.000+0000", "Done", "done", "{\"name\": \"Fixed\"}");
        int looks =
                desk.providers.requests("POST", "/rest/api/3/issue/bulkfetch").size();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> desk.providers.requests("POST", "/rest/api/3/issue/bulkfetch").stream()
                                .skip(looks)
                                .filter(request -> request.getBodyAsString()
                                        .contains("\"" + ticket.get("id").asText() + "\""))
                                .count()
                        >= 2);
        assertThat(drift(billing, "jira", "open")).isNull();

        stands(ticket, "2026-11-21T09:30:00.000+0000", "In Progress", "indeterminate", "null");
        JsonNode drift = found(billing, "jira");
        assertThat(drift.get("differs").toString()).isEqualTo("[\"ticket.reopened\"]");
        assertThat(read(billing).get("terminal").asBoolean()).isTrue();

        mend(drift);
        mend(drift);
        JsonNode mended = read(billing);
        assertThat(mended.get("status").asText()).isEqualTo("open");
        assertThat(mended.get("terminal").asBoolean()).isFalse();
    }

    @Test
    void aPageThatWasTakenWithoutAWord_isFound_andGoesWhenTheWebhookComesAfterAll() {
        JsonNode paged = desk.sample("15-high-value-account-blocked", "call-1501");
        String key = at(paged, "pagerduty").get("id").asText();
        desk.providers
                .server()
                .stubFor(get(urlPathEqualTo("/incidents")).atPriority(1).willReturn(okJson("""
                {"incidents": [{"id": "PINC9", "status": "acknowledged", "incident_key": "%s",
                  "last_status_change_at": "2026-11-21T09:05:00Z",
                  "assignments": [{"assignee": {"id": "PHANA01"}}]}]}""".formatted(key))));

        JsonNode drift = found(paged, "pagerduty");
        assertThat(drift.get("differs").toString()).isEqualTo("[\"page.acknowledged\"]");
        assertThat(read(paged).at("/evidence/engineering_engaged").isNull()).isTrue();

        SignedFeedback.pagerDuty("""
                {"event": {"id": "EV-late", "event_type": "incident.acknowledged", "occurred_at": "2026-11-21T09:05:00Z",
                 "agent": {"id": "PHANA01"}, "data": {"id": "PINC9", "type": "incident", "status": "acknowledged",
                 "incident_key": "%s"}}}""".formatted(key)).post(desk.hub);

        Awaitility.await().atMost(PATIENCE).until(() -> drift(paged, "pagerduty", "gone") != null);
        assertThat(read(paged).at("/evidence/engineering_engaged").asText()).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(desk.hub.get("/api/v1/drifts?state=open").toString()).doesNotContain("pagerduty");
    }
}
