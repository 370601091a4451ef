package io.patchbay.connectors.jira;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Target;
import io.patchbay.dispatch.WithdrawalReason;
import io.patchbay.event.CaseBrief;
import io.patchbay.platform.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of Jira to take a ticket out of use, and what its answers mean. */
class JiraWithdrawalTest {
    private static final URI BASE = URI.create("https://provider.example.com");

    private static final JiraSettings JIRA = jira(new JiraSettings.Moves(true, false, true, ""));

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

    private Outcome run(Conversation conversation, Function<String, ProviderAnswer> answers) {
        Conversation now = conversation;
        while (now.asks()) {
            ProviderRequest request = now.request();
            String line = request.method() + " " + path(request);
            asked.add(line + " " + new String(request.body(), StandardCharsets.UTF_8));
            now = now.next(answers.apply(line));
        }
        return now.outcome();
    }

    private static ProviderAnswer answer(int status, String body) {
        return Deliveries.answer(status, Map.of(), body);
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
                new JiraWithdrawal(JIRA, BRIEF, ticket(WithdrawalReason.RESTRICTED)).begin("me"),
                JiraWithdrawalTest::inJira);

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
        return run(new JiraDuplicates(JIRA, superseded, issues).close("me"), answers);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTRICTED", "TENANT"})
    void duplicatesOfAWithdrawnTicket_loseTheirTextsToo_alsoThoseThatWereClosedBefore(WithdrawalReason reason) {
        Outcome outcome = duplicates(reason, JiraWithdrawalTest::inJira);

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
        duplicates(null, JiraWithdrawalTest::inJira);
        duplicates(WithdrawalReason.MOVED, JiraWithdrawalTest::inJira);

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
        run(new JiraWithdrawal(JIRA, BRIEF, ticket(WithdrawalReason.TENANT)).begin("me"), JiraWithdrawalTest::inJira);

        assertThat(asked).noneMatch(line -> line.contains("SUP-42"));
    }

    @Test
    void ticketThatTheCaseMovedFrom_keepsItsTexts_andIsLinkedAndClosed() {
        Outcome outcome = run(
                new JiraWithdrawal(JIRA, BRIEF, ticket(WithdrawalReason.MOVED)).begin("me"),
                JiraWithdrawalTest::inJira);

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
                new JiraWithdrawal(keeping, BRIEF, ticket(WithdrawalReason.RESTRICTED)).begin("me"),
                JiraWithdrawalTest::inJira);

        assertThat(asked).noneMatch(line -> line.contains("/transitions"));
    }

    @Test
    void refusalOfJira_isForAPerson_andAnOutageIsTriedAgain() {
        Target target = ticket(WithdrawalReason.RESTRICTED);

        assertThat(run(new JiraWithdrawal(JIRA, BRIEF, target).begin("me"), line -> answer(403, "{}"))
                        .kind())
                .isEqualTo(Outcome.Kind.REJECTED);
        assertThat(run(new JiraWithdrawal(JIRA, BRIEF, target).begin("me"), line -> answer(503, ""))
                        .kind())
                .isEqualTo(Outcome.Kind.NOT_SENT);
    }

    private static String path(ProviderRequest request) {
        return request.path().replaceFirst("\\?.*", "");
    }
}
