package io.patchbay.journeys;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SignedFeedback;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Jira and PagerDuty did and no webhook told is found, reported, and mended by one call. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostWebhookJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Providers providers;
    private RunningHub hub;
    private Outcomes outcomes;

    @BeforeAll
    void start(@TempDir Path data) {
        providers = new Providers(0).start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(SignedFeedback.settings());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        settings.put("SLACK_WORKSPACE_URL", providers.server().baseUrl());
        settings.put("patchbay.drift.every", "1s");
        settings.put("patchbay.drift.grace", "0s");
        settings.put("patchbay.drift.look-ms", "300");
        settings.put("patchbay.drift.ended-every", "1s");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
    }

    @AfterAll
    void stop() {
        hub.close();
        providers.close();
    }

    private JsonNode caseOf(String sample, String call) {
        Sample found = Sample.all().stream()
                .filter(each -> each.name().equals(sample))
                .findFirst()
                .orElseThrow();
        found.deliveries().forEach(delivery -> SignedCall.of(delivery.webhookId(), delivery.body())
                .post(hub));
        return outcomes.settledCase(call);
    }

    private static JsonNode at(JsonNode found, String destination) {
        return StreamSupport.stream(found.get("destinations").spliterator(), false)
                .filter(each -> each.get("destination").asText().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode read(JsonNode found) {
        return hub.get("/api/v1/cases/" + found.get("ref").asText());
    }

    private JsonNode drift(JsonNode of, String tool, String state) {
        for (JsonNode each : hub.get("/api/v1/drifts?state=" + state)) {
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
        var answer = hub.send(HttpRequest.newBuilder(URI.create(
                        hub.url() + "/api/v1/drifts/" + drift.get("id").asText() + "/mend"))
                .header("Authorization", "Bearer " + RunningHub.API_TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"who\":\"hana\",\"why\":\"Jira was right\"}")));
        assertThat(answer.statusCode()).isEqualTo(200);
        return RunningHub.json(answer.body());
    }

    @Test
    void aTicketThatWasDoneWithoutAWord_isFound_andMendedOnce() {
        JsonNode support = caseOf("06-support", "call-0601");
        JsonNode ticket = at(support, "jira");
        providers
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
                        providers.requests("POST", "/api/chat.update"))
                .anySatisfy(request -> assertThat(request.getBodyAsString())
                        .contains(support.get("ref").asText())));
    }

    private void stands(JsonNode ticket, String updated, String status, String category, String resolution) {
        providers
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
        JsonNode billing = caseOf("04-billing", "call-0401");
        JsonNode ticket = at(billing, "jira");
        SignedFeedback.jira("""
                {"timestamp": %d, "webhookEvent": "jira:issue_updated", "user": {"accountId": "dev"},
                 "issue": {"id": "%s", "key": "%s", "fields": {"labels": [],
                   "status": {"name": "Done", "statusCategory": {"key": "done"}}, "resolution": {"name": "Fixed"}}},
                 "changelog": {"id": "40001", "items": [{"field": "status", "toString": "Done"}]}}""".formatted(
                                Instant.parse("2026-11-21T09:00:00Z").toEpochMilli(),
                                ticket.get("id").asText(),
                                ticket.get("key").asText()))
                .post(hub);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(billing).get("terminal").asBoolean());
        stands(ticket, "2026-11-21T09:00:00.000+0000", "Done", "done", "{\"name\": \"Fixed\"}");
        int looks = providers.requests("POST", "/rest/api/3/issue/bulkfetch").size();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> providers.requests("POST", "/rest/api/3/issue/bulkfetch").stream()
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
        JsonNode paged = caseOf("15-high-value-account-blocked", "call-1501");
        String key = at(paged, "pagerduty").get("id").asText();
        providers
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
                 "incident_key": "%s"}}}""".formatted(key)).post(hub);

        Awaitility.await().atMost(PATIENCE).until(() -> drift(paged, "pagerduty", "gone") != null);
        assertThat(read(paged).at("/evidence/engineering_engaged").asText()).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(hub.get("/api/v1/drifts?state=open").toString()).doesNotContain("pagerduty");
    }
}
