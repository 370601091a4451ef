package io.patchbay.intake.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.Feedback;
import io.patchbay.intake.expression.MalformedEvent;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of the tools become the same feedback every time. Golden files: {@code -Dgolden.write=true} writes them anew. */
class ToolTest {
    private static final Path PAYLOADS = Path.of("src/test/resources/payloads");
    private static final Path GOLDEN = Path.of("src/test/resources/feedback");
    private static final Instant RECEIVED = Instant.parse("2026-11-21T09:00:07Z");

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "jira, jira-issue_created.json",
        "jira, jira-issue_updated-transition.json",
        "pagerduty, pagerduty-incident.triggered.json",
        "pagerduty, pagerduty-incident.acknowledged.json",
        "pagerduty, pagerduty-incident.resolved.json",
        "slack, slack-block_actions.form",
        "slack, slack-event_callback-message.json",
        "statuspage, statuspage-incident_update.json",
        "alertmanager, alertmanager-firing.json",
        "alertmanager, alertmanager-resolved.json",
    })
    void payload_givesTheGoldenFeedback(String source, String payload) throws IOException {
        String type = payload.endsWith(".form") ? "application/x-www-form-urlencoded" : "application/json";
        List<Feedback> facts = translate(source, type, Files.readAllBytes(PAYLOADS.resolve(payload)));
        String actual = rendering(facts);
        Path golden = GOLDEN.resolve(payload + ".golden");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }

    private static String rendering(List<Feedback> facts) {
        var array = Json.mapper().createArrayNode();
        for (Feedback fact : facts) {
            ObjectNode tree = Json.mapper().valueToTree(fact);
            tree.set("detail", Json.mapper().valueToTree(new TreeMap<>(fact.detail())));
            array.add(tree);
        }
        return array.toPrettyString() + "\n";
    }

    private static List<Feedback> translate(String source, String type, byte[] body) {
        return Tool.of(source).orElseThrow().translate(new RawEvent(source, type, "", Map.of(), body), RECEIVED);
    }

    private static List<Feedback> jira(String change) {
        try {
            JsonNode base = Json.read(Files.readAllBytes(PAYLOADS.resolve("jira-issue_updated-transition.json")));
            ((ObjectNode) base).setAll((ObjectNode) Json.mapper().readTree(change));
            return translate("jira", "application/json", Json.write(base).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String changelog(String items) {
        return "{\"changelog\":{\"id\":\"10200\",\"items\":[" + items + "]}}";
    }

    @Test
    void oneJiraEventWithTwoChanges_isTwoFacts() {
        assertThat(jira(changelog("{\"field\":\"status\",\"fromString\":\"To Do\",\"toString\":\"In Progress\"},"
                        + "{\"field\":\"assignee\",\"from\":null,\"to\":\"5b10\",\"toString\":\"Dana\"}")))
                .extracting(Feedback::kind, each -> each.detail("assignee"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("ticket.assigned", "5b10"),
                        org.assertj.core.groups.Tuple.tuple("ticket.transitioned", ""));
    }

    @Test
    void aTransitionThatTakesTheResolutionAway_isAReopening() {
        assertThat(jira(changelog("{\"field\":\"status\",\"fromString\":\"Done\",\"toString\":\"In Progress\"},"
                        + "{\"field\":\"resolution\",\"fromString\":\"Done\",\"toString\":null}")))
                .extracting(Feedback::kind)
                .containsExactly("ticket.reopened");
    }

    @Test
    void aMovedIssue_keepsItsIdAndTellsItsNewKey() {
        assertThat(jira(changelog("{\"field\":\"Key\",\"fromString\":\"SUP-2002\",\"toString\":\"OPS-7\"}")))
                .singleElement()
                .satisfies(moved -> {
                    assertThat(moved.kind()).isEqualTo("ticket.moved");
                    assertThat(moved.object()).isEqualTo("99291");
                    assertThat(moved.detail("to")).isEqualTo("OPS-7");
                });
    }

    @Test
    void aComment_isToldWithoutItsText() {
        List<Feedback> facts = translate("jira", "application/json", """
                {"webhookEvent":"comment_created","timestamp":1787245740302,"issue":{"id":"99291","key":"SUP-1"},
                 "comment":{"id":"77","author":{"accountId":"5b10"},"body":"our secret","jsdPublic":false,
                 "created":"2026-08-20T17:10:00.000+0000"}}""".getBytes(StandardCharsets.UTF_8));

        assertThat(facts).singleElement().satisfies(comment -> {
            assertThat(comment.kind()).isEqualTo("ticket.commented");
            assertThat(comment.actor()).isEqualTo("5b10");
            assertThat(comment.detail()).containsEntry("public", "false").containsEntry("comment", "77");
            assertThat(comment.toString()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0", "4102444800000", "946684799999"})
    void aTimeThatCannotBeMeant_isTheTimeOfReceipt(String millis) {
        List<Feedback> facts =
                translate("jira", "application/json", """
                {"webhookEvent":"jira:issue_deleted","timestamp":%s,"issue":{"id":"99291","key":"SUP-1"},
                 "user":{"accountId":"5b10"}}""".formatted(millis).getBytes(StandardCharsets.UTF_8));

        assertThat(facts).isNotEmpty().extracting(Feedback::at).containsOnly(RECEIVED);
    }

    @Test
    void aNoteInPagerDuty_isAboutTheIncidentItStandsIn() {
        List<Feedback> facts = translate("pagerduty", "application/json", """
                {"event":{"id":"01X","event_type":"incident.annotated","occurred_at":"2026-08-20T17:05:22Z","agent":null,
                 "data":{"id":"PNOTE","type":"incident_note","content":"said aloud","incident":{"id":"PGR0VU2"}}}}""".getBytes(StandardCharsets.UTF_8));

        assertThat(facts).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo("page.annotated");
            assertThat(note.object()).isEqualTo("PGR0VU2");
            assertThat(note.toString()).doesNotContain("said aloud");
        });
    }

    @Test
    void theSameFactToldTwice_hasOneName_andAnotherFactAnother() {
        Feedback once = jira(changelog("{\"field\":\"status\",\"toString\":\"In Progress\"}"))
                .get(0);
        Feedback again = jira(changelog("{\"field\":\"status\",\"toString\":\"In Progress\"}"))
                .get(0);
        Feedback other = jira(changelog("{\"field\":\"status\",\"toString\":\"Blocked\"}"))
                .get(0);

        assertThat(again.fact()).isEqualTo(once.fact());
        assertThat(other.fact()).isNotEqualTo(once.fact());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"issue\":7}", "{\"event\":[]}", "{\"alerts\":{\"a\":1}}", "{\"incident\":{}}"})
    void whatMeansNothing_isNoFeedbackFromAnyTool(String body) {
        for (Tool tool : Tool.values()) {
            assertThat(translate(tool.word(), "application/json", body.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void aBodyThatIsNotJson_isMalformed() {
        assertThatThrownBy(() -> translate("jira", "application/json", new byte[] {'{'}))
                .isInstanceOf(MalformedEvent.class);
    }

    @Test
    void aSourceIsNamedForItsTool() {
        assertThat(Tool.of("jira-eu")).contains(Tool.JIRA);
        assertThat(Tool.of("jirafe")).isEmpty();
    }
}
