package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.DestinationLimits;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.dispatch.WithdrawalReason;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of Jira and Slack to take a ticket or a message out of use, and what their answers mean. */
class WithdrawalTest {
    private static final URI BASE = URI.create("https://provider.example.com");
    private static final JiraSettings JIRA = jira(new JiraSettings.Moves(true, false, true, ""));
    private static final SlackSettings SLACK = new SlackSettings(
            BASE,
            BASE,
            "",
            "Bearer x",
            Map.of(),
            "",
            SlackSettings.Moves.USUAL,
            Duration.ZERO,
            DestinationLimits.USUAL);
    private static final CaseBrief BRIEF = Deliveries.of("jira", Operation.WITHDRAW_ISSUE)
            .with(Deliveries.TICKET)
            .build()
            .brief();

    private final List<String> asked = new ArrayList<>();

    private static JiraSettings jira(JiraSettings.Moves moves) {
        return new JiraSettings(
                BASE,
                BASE,
                "Basic x",
                Map.of("support", new JiraSettings.Project("SUP", "Task", "")),
                "",
                "Relates",
                moves,
                Map.of(),
                null);
    }

    private static Target ticket(WithdrawalReason reason) {
        return new Target("dsp_1", true, "OLD", "10001", "OLD-1", "", reason, "");
    }

    private static Target message(WithdrawalReason reason) {
        return new Target("dsp_2", true, "C0OLD", "1763715607.000100", "", "C0OLD", reason, "");
    }

    private Outcome run(Conversation conversation, Function<String, ProviderAnswer> answers) {
        Conversation now = conversation;
        while (now.asks()) {
            ProviderRequest request = now.request();
            String line = request.method() + " " + request.uri().getPath();
            asked.add(line + " " + new String(request.body(), StandardCharsets.UTF_8));
            now = now.next(answers.apply(line));
        }
        return now.outcome();
    }

    private static ProviderAnswer answer(int status, String body) {
        return ProviderAnswer.of(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), Deliveries.NOW);
    }

    private static ProviderAnswer inJira(String line) {
        if (line.startsWith("GET") && line.endsWith("/comment")) {
            return answer(
                    200,
                    "{\"comments\":[" + comment("7", "me", "pb-pb-1 ours") + "," + comment("8", "somebody", "pb-pb-1")
                            + "," + comment("9", "me", "nothing of the hub") + "]}");
        }
        if (line.startsWith("GET") && line.endsWith("/transitions")) {
            return answer(200, "{\"transitions\":[{\"id\":\"31\",\"to\":{\"statusCategory\":{\"key\":\"done\"}}}]}");
        }
        return line.startsWith("GET") ? answer(200, "{\"fields\":{\"issuelinks\":[]}}") : answer(204, "");
    }

    private static String comment(String id, String author, String text) {
        return "{\"id\":\"" + id + "\",\"author\":{\"accountId\":\"" + author + "\"},\"body\":\"" + text + "\"}";
    }

    @Test
    void restrictedTicket_losesItsTextsAndItsCommentsOfOurs_pointsToTheNewOne_andIsClosed() {
        Outcome outcome = run(
                new JiraWithdrawal(JIRA, Map.of(), BRIEF, ticket(WithdrawalReason.RESTRICTED)).begin("me"),
                WithdrawalTest::inJira);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(asked.get(0))
                .startsWith("PUT /rest/api/3/issue/OLD-1 ")
                .contains("Handled elsewhere", "SUP-42")
                .doesNotContain("Northwind", "Checkout");
        assertThat(asked).filteredOn(line -> line.startsWith("PUT")).hasSize(2);
        assertThat(asked.get(2)).startsWith("PUT /rest/api/3/issue/OLD-1/comment/7");
        assertThat(asked.get(asked.size() - 1)).startsWith("POST /rest/api/3/issue/OLD-1/transitions");
    }

    private static JsonNode issue(String id, String key, String category) {
        return Json.read(
                "{\"id\":\"" + id + "\",\"key\":\"" + key + "\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\""
                        + category + "\"}}}}",
                JsonNode.class);
    }

    private Outcome duplicates(WithdrawalReason reason, Function<String, ProviderAnswer> answers) {
        Delivery create = Deliveries.of("jira", Operation.CREATE_ISSUE)
                .with(Deliveries.TICKET)
                .build();
        Delivery superseded = new Delivery(
                create.id(),
                "",
                "jira",
                Operation.CREATE_ISSUE,
                1,
                create.marker(),
                2,
                create.firstSentAt(),
                create.firstSentAt(),
                Map.of(),
                create.brief(),
                "OLD",
                reason == null ? null : ticket(reason));
        List<JsonNode> issues = List.of(
                issue("10001", "OLD-1", "new"), issue("10002", "OLD-2", "done"), issue("10003", "OLD-3", "new"));
        return run(new JiraDoubles(JIRA, Map.of(), superseded, issues).close("me"), answers);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTRICTED", "TENANT"})
    void duplicatesOfAWithdrawnTicket_loseTheirTextsToo_alsoThoseThatWereClosedBefore(WithdrawalReason reason) {
        Outcome outcome = duplicates(reason, WithdrawalTest::inJira);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(outcome.reason()).isEqualTo("OLD-2, OLD-3");
        for (String key : List.of("OLD-1", "OLD-2", "OLD-3")) {
            assertThat(asked)
                    .anyMatch(line -> line.startsWith("PUT /rest/api/3/issue/" + key + " {")
                            && line.contains("Handled elsewhere"))
                    .anyMatch(line -> line.startsWith("PUT /rest/api/3/issue/" + key + "/comment/7"));
        }
        assertThat(asked).noneMatch(line -> line.contains("Northwind") || line.contains("Checkout"));
    }

    @Test
    void duplicatesOfATicketThatStands_orThatTheCaseMovedFrom_keepTheirTexts() {
        duplicates(null, WithdrawalTest::inJira);
        duplicates(WithdrawalReason.MOVED, WithdrawalTest::inJira);

        assertThat(asked).noneMatch(line -> line.startsWith("PUT"));
    }

    @Test
    void duplicateWhoseTextsJiraDoesNotReplace_isLookedForAgain() {
        Outcome outcome = duplicates(
                WithdrawalReason.RESTRICTED,
                line -> line.equals("PUT /rest/api/3/issue/OLD-3") ? answer(400, "") : inJira(line));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNKNOWN);
    }

    @Test
    void ticketOfAnotherAccount_isNotToldWhereTheCaseWent() {
        run(
                new JiraWithdrawal(JIRA, Map.of(), BRIEF, ticket(WithdrawalReason.TENANT)).begin("me"),
                WithdrawalTest::inJira);

        assertThat(asked).noneMatch(line -> line.contains("SUP-42"));
    }

    @Test
    void ticketThatTheCaseMovedFrom_keepsItsTexts_andIsLinkedAndClosed() {
        Outcome outcome = run(
                new JiraWithdrawal(JIRA, Map.of(), BRIEF, ticket(WithdrawalReason.MOVED)).begin("me"),
                WithdrawalTest::inJira);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(asked).noneMatch(line -> line.startsWith("PUT"));
        assertThat(asked)
                .anyMatch(line -> line.startsWith("POST /rest/api/3/issueLink")
                        && line.contains("OLD-1")
                        && line.contains("SUP-42"));
        assertThat(asked.get(asked.size() - 1)).startsWith("POST /rest/api/3/issue/OLD-1/transitions");
    }

    @Test
    void oldTicket_staysOpenWhereTheCompanyWantsThat() {
        JiraSettings keeping = jira(new JiraSettings.Moves(true, false, false, ""));

        run(
                new JiraWithdrawal(keeping, Map.of(), BRIEF, ticket(WithdrawalReason.RESTRICTED)).begin("me"),
                WithdrawalTest::inJira);

        assertThat(asked).noneMatch(line -> line.contains("/transitions"));
    }

    @Test
    void refusalOfJira_isForAPerson_andAnOutageIsTriedAgain() {
        Target target = ticket(WithdrawalReason.RESTRICTED);

        assertThat(run(new JiraWithdrawal(JIRA, Map.of(), BRIEF, target).begin("me"), line -> answer(403, "{}"))
                        .kind())
                .isEqualTo(Outcome.Kind.REJECTED);
        assertThat(run(new JiraWithdrawal(JIRA, Map.of(), BRIEF, target).begin("me"), line -> answer(503, ""))
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_SENT);
    }

    @Test
    void restrictedMessage_isReplacedWithEveryReplyOfOurs() {
        Outcome outcome = run(
                new SlackWithdrawal(SLACK, Map.of(), BRIEF, message(WithdrawalReason.RESTRICTED)).message(),
                WithdrawalTest::inSlack);

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SUCCEEDED);
        assertThat(asked)
                .filteredOn(line -> line.startsWith("POST /chat.update"))
                .hasSize(2)
                .allMatch(line -> line.contains("handled elsewhere") && line.contains("C0OLD"));
    }

    private static ProviderAnswer inSlack(String line) {
        if (line.contains("auth.test")) {
            return answer(200, "{\"ok\":true,\"bot_id\":\"B1\"}");
        }
        if (line.contains("conversations.replies")) {
            return answer(
                    200,
                    "{\"ok\":true,\"messages\":[{\"ts\":\"1763715607.000100\",\"bot_id\":\"B1\",\"text\":\"root\"},"
                            + "{\"ts\":\"1763715608.000100\",\"bot_id\":\"B1\",\"text\":\"a reply\"},"
                            + "{\"ts\":\"1763715609.000100\",\"user\":\"U1\",\"text\":\"a person's\"}]}");
        }
        return answer(200, "{\"ok\":true,\"ts\":\"1763715607.000100\",\"channel\":\"C0OLD\"}");
    }

    @Test
    void movedMessage_saysWhereTheCaseWent_andItsThreadStays() {
        run(
                new SlackWithdrawal(SLACK, Map.of(), BRIEF, message(WithdrawalReason.MOVED)).message(),
                WithdrawalTest::inSlack);

        assertThat(asked).singleElement().satisfies(line -> assertThat(line).contains("went to the queue", "SUP-42"));
    }
}
