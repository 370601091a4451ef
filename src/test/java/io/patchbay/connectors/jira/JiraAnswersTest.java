package io.patchbay.connectors.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jira's answers mean. */
class JiraAnswersTest {
    private static final URI BASE = URI.create("https://provider.example.com");

    private static final JiraSettings JIRA =
            new JiraSettings(BASE, BASE, "Basic x", Map.of(), "", "Relates", JiraSettings.Moves.USUAL, Map.of(), null);

    private static ProviderAnswer answer(int status, Map<String, String> headers, String body) {
        return Deliveries.answer(status, headers, body);
    }

    @Test
    void an_issue_that_exists_is_a_success_even_when_jira_took_us_for_nobody() {
        Map<String, String> anonymous = Map.of("x-seraph-loginreason", "AUTHENTICATED_FAILED");
        String created = "{\"id\":\"10042\",\"key\":\"SUP-42\"}";
        assertThat(JiraAnswers.created(answer(201, anonymous, created), JIRA).kind())
                .isEqualTo(Kind.SUCCEEDED);
        Outcome refused = JiraAnswers.created(answer(400, anonymous, "{\"errors\":{\"project\":\"secret\"}}"), JIRA);
        assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
        assertThat(refused.reason()).isEqualTo("HTTP 400: credentials not accepted, project");
    }

    @Test
    void a_reason_names_jiras_fields_and_none_of_its_words() {
        String body = "{\"errorMessages\":[\"Dana Reyes\"],\"errors\":{\"summary\":\"Dana Reyes\",\"<script>\":\"x\"}}";
        assertThat(JiraAnswers.created(answer(400, Map.of(), body), JIRA).reason())
                .isEqualTo("HTTP 400: summary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\":\"10042\"}", "{\"id\":\"x\",\"key\":\"SUP-42\"}", "{\"id\":\"1\",\"key\":\"../etc\"}"})
    void a_creation_without_id_and_key_is_looked_up(String body) {
        assertThat(JiraAnswers.created(answer(201, Map.of(), body), JIRA).kind())
                .isEqualTo(Kind.UNKNOWN);
    }
}
