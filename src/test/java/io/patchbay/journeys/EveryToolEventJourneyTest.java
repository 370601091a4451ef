package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedFeedback;
import io.patchbay.sandbox.StaffDesk;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each kind of event that Jira and PagerDuty send about a case: told once on its timeline, however often it comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryToolEventJourneyTest {
    private static final String JONAS = "5b10a2844c20165700ede20b";
    private static final String HUB = "the-hub-itself";

    private StaffDesk desk;
    private JsonNode paged;
    private String id;
    private String key;

    @BeforeAll
    void start() {
        desk = new StaffDesk(Map.of("JIRA_ACCOUNT_ID", HUB, "PAGERDUTY_USER_ID", HUB));
        paged = desk.sample("15-high-value-account-blocked", "call-1501");
        id = at("jira").get("id").asText();
        key = at("jira").get("key").asText();
    }

    @AfterAll
    void stop() {
        desk.close();
    }

    private JsonNode at(String destination) {
        return StaffDesk.at(read(), destination);
    }

    private JsonNode read() {
        return desk.read(paged);
    }

    private void post(SignedFeedback feedback) {
        for (int i = 0; i < 2; i++) {
            var answer = feedback.post(desk.hub);
            assertThat(answer.statusCode()).isEqualTo(202);
            desk.outcomes.triaged(RunningHub.json(answer.body()).get("event_id").asText());
        }
    }

    private void jira(String actor, int second, String event, String status, String rest) {
        post(SignedFeedback.jira("""
                {"timestamp": %d, "webhookEvent": "%s", "user": {"accountId": "%s"},
                 "issue": {"id": "%s", "key": "%s", "fields": {"labels": [], "status": %s}}, %s}""".formatted(
                        1_795_000_000_000L + second * 1000L + (actor.equals(HUB) ? 1 : 0),
                        event,
                        actor,
                        id,
                        key,
                        status,
                        rest)));
    }

    private void changed(String actor, int second, String status, String items) {
        jira(
                actor,
                second,
                "jira:issue_updated",
                status,
                "\"changelog\": {\"id\": \"%d\", \"items\": [%s]}".formatted(40_000 + second, items));
    }

    private void page(String actor, int second, String kind, String status) {
        String incident =
                "\"id\": \"PINC1\", \"incident_key\": \"%s\", \"status\": \"%s\", \"assignees\": [{\"id\": \"PHANA01\"}]"
                        .formatted(at("pagerduty").get("id").asText(), status);
        String data = kind.equals("annotated")
                ? "\"id\": \"PNOTE\", \"type\": \"incident_note\", \"content\": \"said aloud\", \"incident\": {"
                        + incident + "}"
                : "\"type\": \"incident\", " + incident;
        post(SignedFeedback.pagerDuty("""
                {"event": {"id": "EV-%s-%d", "event_type": "incident.%s", "occurred_at": "2026-11-21T09:00:%02dZ",
                 "agent": {"id": "%s"}, "data": {%s}}}""".formatted(actor, second, kind, second, actor, data)));
    }

    private void everything(String actor) {
        String toDo = "{\"name\": \"To Do\", \"statusCategory\": {\"key\": \"new\"}}";
        String done = "{\"name\": \"Done\", \"statusCategory\": {\"key\": \"done\"}}";
        String comment = "\"comment\": {\"id\": \"%s\", \"author\": {\"accountId\": \"%s\"}, \"body\": \"said aloud\","
                + " \"jsdPublic\": %s, \"created\": \"2026-11-21T09:10:00.000+0000\"}";
        changed(actor, 1, toDo, "{\"field\": \"assignee\", \"to\": \"" + JONAS + "\"}");
        changed(actor, 2, toDo, "{\"field\": \"assignee\", \"to\": null}");
        changed(actor, 3, toDo, "{\"field\": \"resolution\", \"toString\": \"Fixed\"}");
        jira(actor, 4, "comment_created", toDo, comment.formatted("71", actor, "true"));
        jira(actor, 5, "comment_created", toDo, comment.formatted("72", actor, "false"));
        changed(actor, 6, done, "{\"field\": \"status\", \"toString\": \"Done\"}");
        changed(
                actor,
                7,
                toDo,
                "{\"field\": \"status\", \"toString\": \"To Do\"}, {\"field\": \"resolution\", \"toString\": null}");
        page(actor, 10, "acknowledged", "acknowledged");
        page(actor, 11, "reassigned", "acknowledged");
        page(actor, 12, "escalated", "triggered");
        page(actor, 13, "annotated", "triggered");
        page(actor, 14, "resolved", "resolved");
        page(actor, 15, "reopened", "triggered");
    }

    private static long times(String text, String what) {
        return text.split(what, -1).length - 1L;
    }

    @Test
    void everyKindOfEvent_isToldOnce_doesItsOwnPart_andOurOwnEchoDoesNothing() {
        everything(HUB);
        assertThat(read().get("timeline").toString()).doesNotContain("\"feedback.");

        everything("somebody");
        JsonNode found = read();
        String timeline = found.get("timeline").toString();
        for (String kind : new String[] {
            "ticket.assigned",
            "ticket.unassigned",
            "ticket.resolution_changed",
            "ticket.transitioned",
            "ticket.reopened",
            "page.acknowledged",
            "page.reassigned",
            "page.escalated",
            "page.annotated",
            "page.resolved",
            "page.reopened"
        }) {
            assertThat(times(timeline, "\"feedback." + kind + "\"")).as(kind).isEqualTo(1);
        }
        assertThat(times(timeline, "\"feedback.ticket.commented\"")).isEqualTo(2);
        assertThat(timeline)
                .contains("\"public\":\"true\"", "\"public\":\"false\"")
                .doesNotContain("said aloud");
        assertThat(found.at("/owner/id").asText()).isEqualTo("jonas");
        assertThat(found.get("status").asText()).isEqualTo("open");
        assertThat(found.at("/evidence/engineering_engaged").asText()).isEqualTo("2026-11-21T09:00:10Z");
        assertThat(found.at("/evidence/service_restored").isNull()).isTrue();

        changed(
                "somebody",
                20,
                "{\"name\": \"To Do\", \"statusCategory\": {\"key\": \"new\"}}",
                "{\"field\": \"Key\", \"fromString\": \"" + key + "\", \"toString\": \"OPS-7\"}");
        assertThat(at("jira").get("key").asText()).isEqualTo("OPS-7");
        assertThat(at("jira").get("url").asText()).endsWith("/browse/OPS-7");

        jira("somebody", 21, "jira:issue_deleted", "{}", "\"x\": 1");
        assertThat(at("jira").get("status").asText()).isEqualTo("deleted");
        assertThat(times(read().get("timeline").toString(), "\"feedback.ticket.deleted\""))
                .isEqualTo(1);
    }
}
