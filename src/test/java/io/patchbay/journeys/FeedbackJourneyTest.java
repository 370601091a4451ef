package io.patchbay.journeys;

import static io.patchbay.sandbox.StaffDesk.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.timing.TimeLimit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the tools report comes back onto the case, over real HTTP and with real signatures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedbackJourneyTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(30);

    private StaffDesk desk;
    private JsonNode support;
    private JsonNode paged;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of("JIRA_ACCOUNT_ID", "the-hub-itself"));
        support = desk.sample("06-support", "call-0601");
        paged = desk.sample("15-high-value-account-blocked", "call-1501");
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private JsonNode read(JsonNode found) {
        return desk.read(found);
    }

    private static SignedFeedback jira(
            JsonNode of, int second, String actor, String status, String category, String resolution) {
        JsonNode ticket = at(of, "jira");
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
        desk.told(jira(support, 20, "somebody", "Done", "done", "Fixed"));
        desk.told(jira(support, 10, "somebody", "In Progress", "indeterminate", ""));
        desk.told(jira(support, 20, "somebody", "Done", "done", "Fixed"));

        JsonNode found = read(support);
        assertThat(found.get("status").asText()).isEqualTo("resolved");
        assertThat(found.get("terminal").asBoolean()).isTrue();
        assertThat(found.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(found.at("/evidence/owner_assigned").asText()).isNotEmpty();
        assertThat(found.at("/evidence/engineering_engaged").asText()).isNotEmpty();
        assertThat(found.at("/evidence/service_restored").isNull()).isTrue();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(desk.providers.journal().requests("POST", "/api/chat.update"))
                    .anySatisfy(request -> assertThat(request.text())
                            .contains(support.get("ref").asText()));
            assertThat(desk.providers.journal().requests("POST", "/sink/generic"))
                    .anySatisfy(request -> assertThat(request.text())
                            .contains("\"status\":\"resolved\"")
                            .contains("\"terminal\":true"));
        });
    }

    @Test
    void whatTheHubDidItself_comesBackWithoutEffect() {
        desk.told(jira(paged, 5, "the-hub-itself", "Done", "done", "Fixed"));

        assertThat(read(paged).get("terminal").asBoolean()).isFalse();
        assertThat(read(paged).get("timeline").toString()).doesNotContain("feedback.ticket");
    }

    @Test
    void whoTakesThePage_isEngineeringEngaged_andAResolvedPageIsNoRestoredService() {
        for (String kind : new String[] {"resolved", "acknowledged"}) {
            desk.told(SignedFeedback.pagerDuty("""
                    {"event": {"id": "EV-%s", "event_type": "incident.%s", "occurred_at": "2026-11-21T09:0%d:00Z",
                     "agent": {"id": "PJONAS1"},
                     "data": {"id": "PINC1", "type": "incident", "status": "%s", "incident_key": "%s"}}}""".formatted(
                            kind,
                            kind,
                            kind.equals("resolved") ? 9 : 1,
                            kind,
                            at(paged, "pagerduty").get("id").asText())));
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
        JsonNode message = at(of, "slack");
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
                .post(desk.hub);
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
                        desk.providers.journal().requests("POST", "/api/chat.postMessage"))
                .anySatisfy(request -> assertThat(request.text()).contains("Hana Kimura took ownership.")));
    }

    @Test
    void aForgedEvent_isRefused() {
        var answer = new SignedFeedback("jira", "bearer", "application/json", "{}").post(desk.hub);

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
