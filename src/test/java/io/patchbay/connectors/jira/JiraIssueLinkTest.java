package io.patchbay.connectors.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link between the ticket of a case, SUP-42, and that of an earlier one, SUP-7. */
class JiraIssueLinkTest {
    private static final URI JIRA = URI.create("https://jira.example.com");
    private static final String NONE = "{\"fields\": {\"issuelinks\": []}}";

    private final List<String> asked = new ArrayList<>();

    private static ProviderAnswer answer(int status, String body) {
        return Deliveries.answer(status, Map.of(), body);
    }

    private Outcome linked(ProviderAnswer... answers) {
        JiraSettings settings = new JiraSettings(
                JIRA, JIRA, "Basic x", Map.of(), "", "Relates", JiraSettings.Moves.USUAL, Map.of(), null);
        ProviderRequest remote = ProviderRequest.post(JIRA, "/remote", Map.of(), Map.of());
        Conversation conversation = new JiraIssueLink(
                        settings,
                        "SUP-42",
                        "SUP-7",
                        Conversation.ask(remote, answer -> Conversation.end(Kind.ABSENT, 0, "linked remotely")))
                .begin();
        Iterator<ProviderAnswer> next = List.of(answers).iterator();
        while (conversation.asks()) {
            ProviderRequest request = conversation.request();
            asked.add(
                    request.method() + " " + path(request) + " " + new String(request.body(), StandardCharsets.UTF_8));
            conversation = conversation.next(next.next());
        }
        return conversation.outcome();
    }

    @Test
    void anIssueWithoutTheLink_isLinked() {
        assertThat(linked(answer(200, NONE), answer(201, "")).kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).startsWith("GET /rest/api/3/issue/SUP-42");
        assertThat(asked.get(1))
                .startsWith("POST /rest/api/3/issueLink ")
                .contains(
                        "\"type\":{\"name\":\"Relates\"}",
                        "\"inwardIssue\":{\"key\":\"SUP-42\"}",
                        "\"outwardIssue\":{\"key\":\"SUP-7\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "outwardIssue, SUP-7, relates, 1",
        "inwardIssue, SUP-7, Relates, 1",
        "outwardIssue, SUP-8, Relates, 2",
        "outwardIssue, SUP-7, Blocks, 2"
    })
    void aLinkThatIsThere_isNotMadeAgain(String end, String key, String type, int requests) {
        String body = "{\"fields\": {\"issuelinks\": [{\"id\": \"1\", \"type\": {\"name\": \"" + type + "\"}, \"" + end
                + "\": {\"key\": \"" + key + "\"}}]}}";

        assertThat(linked(answer(200, body), answer(201, "")).kind()).isEqualTo(Kind.SUCCEEDED);
        assertThat(asked).hasSize(requests);
    }

    @Test
    void aLostAnswer_isAskedAgain_andFindsTheLink() {
        assertThat(linked(answer(200, NONE), ProviderAnswer.failed(new java.io.IOException("reset"), Deliveries.NOW))
                        .kind())
                .isEqualTo(Kind.NOT_SENT);
    }

    @Test
    void aJiraWithoutLinksBetweenIssues_getsALinkToTheAddress() {
        assertThat(linked(answer(200, NONE), answer(404, "{}"), answer(200, "{}"))
                        .reason())
                .isEqualTo("linked remotely");
        assertThat(asked).hasSize(3);
    }

    @Test
    void anIssueThatIsGone_isRefused() {
        assertThat(linked(answer(404, "{}")).kind()).isEqualTo(Kind.REJECTED);
    }

    private static String path(ProviderRequest request) {
        return request.path().replaceFirst("\\?.*", "");
    }
}
