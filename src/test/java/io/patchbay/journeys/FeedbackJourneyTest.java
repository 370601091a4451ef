package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.samples.Sample;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.Providers;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.sandbox.SignedFeedback;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the tools report comes back onto the case, over real HTTP and with real signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedbackJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Providers providers;
    private RunningHub hub;
    private Outcomes outcomes;
    private JsonNode support;
    private JsonNode paged;

    @BeforeAll
    void start(@TempDir Path data) {
        providers = new Providers(0).start();
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(SignedFeedback.settings());
        settings.put("server.port", "0");
        settings.put("PATCHBAY_DATA_DIR", data.toString());
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        settings.put("SOURCE_GENERIC_WRITE_BACK_URL", providers.server().baseUrl() + "/sink/generic");
        settings.put("SLACK_WORKSPACE_URL", providers.server().baseUrl());
        settings.put("JIRA_ACCOUNT_ID", "the-hub-itself");
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
        support = caseOf("06-support", "call-0601");
        paged = caseOf("15-high-value-account-blocked", "call-1501");
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

    private static JsonNode destination(JsonNode found, String name) {
        return StreamSupport.stream(found.get("destinations").spliterator(), false)
                .filter(each -> each.get("destination").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode read(JsonNode found) {
        return hub.get("/api/v1/cases/" + found.get("ref").asText());
    }

    private void posted(SignedFeedback feedback) {
        var answer = feedback.post(hub);
        assertThat(answer.statusCode()).isBetween(200, 202);
        if (answer.statusCode() == 202) {
            JsonNode event = outcomes.triaged(
                    RunningHub.json(answer.body()).get("event_id").asText());
            assertThat(event.get("state").asText()).isEqualTo("done");
        }
    }

    private static SignedFeedback jira(
            JsonNode of, int second, String actor, String status, String category, String resolution) {
        JsonNode ticket = destination(of, "jira");
        return SignedFeedback.jira("""
                {"timestamp": %d, "webhookEvent": "jira:issue_updated", "issue_event_type_name": "issue_generic",
                 "user": {"accountId": "%s"},
                 "issue": {"id": "%s", "key": "%s", "fields": {"labels": ["patchbay"],
                   "status": {"name": "%s", "statusCategory": {"key": "%s"}}, "resolution": {"name": "%s"},
                   "assignee": {"accountId": "5b10a2844c20165700ede20b"}}},
                 "changelog": {"id": "%d", "items": [{"field": "status", "toString": "%s"},
                   {"field": "assignee", "to": "5b10a2844c20165700ede20b"}]}}""".formatted(
                        1_795_000_000_000L + second * 1000L,
                        actor,
                        ticket.get("id").asText(),
                        ticket.get("key").asText(),
                        status,
                        category,
                        resolution,
                        20_000 + second,
                        status));
    }

    @Test
    void aTicketThatIsDone_endsTheCase_andTheMessageAndTheSourceAreTold_whateverTheOrder() {
        posted(jira(support, 20, "somebody", "Done", "done", "Fixed"));
        posted(jira(support, 10, "somebody", "In Progress", "indeterminate", ""));
        posted(jira(support, 20, "somebody", "Done", "done", "Fixed"));

        JsonNode found = read(support);
        assertThat(found.get("status").asText()).isEqualTo("resolved");
        assertThat(found.get("terminal").asBoolean()).isTrue();
        assertThat(found.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(found.at("/evidence/owner_assigned").asText()).isNotEmpty();
        assertThat(found.at("/evidence/engineering_engaged").asText()).isNotEmpty();
        assertThat(found.at("/evidence/service_restored").isNull()).isTrue();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(providers.requests("POST", "/api/chat.update"))
                    .anySatisfy(request -> assertThat(request.getBodyAsString())
                            .contains(support.get("ref").asText()));
            assertThat(providers.requests("POST", "/sink/generic"))
                    .anySatisfy(request -> assertThat(request.getBodyAsString())
                            .contains("\"status\":\"resolved\"")
                            .contains("\"terminal\":true"));
        });
    }

    @Test
    void whatTheHubDidItself_comesBackWithoutEffect() {
        posted(jira(paged, 5, "the-hub-itself", "Done", "done", "Fixed"));

        assertThat(read(paged).get("terminal").asBoolean()).isFalse();
        assertThat(read(paged).get("timeline").toString()).doesNotContain("feedback.ticket");
    }

    @Test
    void whoTakesThePage_isEngineeringEngaged_andAResolvedPageIsNoRestoredService() {
        for (String kind : new String[] {"resolved", "acknowledged"}) {
            posted(SignedFeedback.pagerDuty("""
                    {"event": {"id": "EV-%s", "event_type": "incident.%s", "occurred_at": "2026-11-21T09:0%d:00Z",
                     "agent": {"id": "PJONAS1"},
                     "data": {"id": "PINC1", "type": "incident", "status": "%s", "incident_key": "%s"}}}""".formatted(
                            kind,
                            kind,
                            kind.equals("resolved") ? 9 : 1,
                            kind,
                            destination(paged, "pagerduty").get("id").asText())));
        }

        JsonNode found = read(paged);
        assertThat(found.at("/evidence/engineering_engaged").asText()).isEqualTo("2026-11-21T09:01:00Z");
        assertThat(found.at("/evidence/service_restored").isNull()).isTrue();
        assertThat(found.get("terminal").asBoolean()).isFalse();
        assertThat(found.get("timeline").toString())
                .contains("feedback.page.acknowledged")
                .contains("staff:Jonas Weber");
    }

    private void press(JsonNode of, String user, String action, String value) {
        JsonNode message = destination(of, "slack");
        String payload = """
                {"type": "block_actions", "user": {"id": "%s"}, "team": {"id": "T1"},
                 "container": {"type": "message", "message_ts": "%s", "channel_id": "%s"},
                 "actions": [{"action_id": "%s", "value": "%s", "action_ts": "1795000000.000001"}]}""".formatted(
                        user,
                        message.get("id").asText(),
                        message.get("channel").asText(),
                        action,
                        of.get("ref").asText() + "|" + value);
        var answer = SignedFeedback.slack("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
                .post(hub);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aButton_actsOnce_forSomebodyWhoWorksInTheQueue_andForNobodyElse() {
        String owner = read(paged).at("/owner/id").asText();
        press(paged, "U0UNKNOWN1", "patchbay_own", owner);
        press(paged, "U0MARTIN01", "patchbay_own", owner);
        press(paged, "U0HANA0001", "patchbay_own", owner);
        press(paged, "U0HANA0001", "patchbay_own", owner);
        press(paged, "U0JONAS001", "patchbay_own", owner);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            String timeline = read(paged).get("timeline").toString();
            assertThat(timeline).contains("press.refused", "owner.set");
            assertThat(read(paged).at("/owner/id").asText()).isEqualTo("hana");
            assertThat(timeline.split("\"owner.set\"", -1)).hasSize(2);
        });
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        providers.requests("POST", "/api/chat.postMessage"))
                .anySatisfy(request -> assertThat(request.getBodyAsString()).contains("Hana Kimura took ownership.")));
    }

    @Test
    void aForgedEvent_isRefused() {
        var answer = new SignedFeedback("jira", "bearer", "application/json", "{}").post(hub);

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
