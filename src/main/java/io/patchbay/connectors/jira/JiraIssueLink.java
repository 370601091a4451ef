package io.patchbay.connectors.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Outcome;
import java.util.Map;

/**
 * Links an issue to an earlier one, unless they are linked already, so that doing it twice does it once.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/#api-rest-api-3-issuelink-post">Create issue link</a>
 */
final class JiraIssueLink {
    private final JiraSettings settings;
    private final String key;
    private final String earlier;
    private final Conversation otherwise;

    /** @param otherwise what to do where Jira has no links between issues, or none of the configured type */
    JiraIssueLink(JiraSettings settings, String key, String earlier, Conversation otherwise) {
        this.settings = settings;
        this.key = key;
        this.earlier = earlier;
        this.otherwise = otherwise;
    }

    Conversation begin() {
        ProviderRequest request = ProviderRequest.get(
                settings.base(), "/rest/api/3/issue/" + key, Map.of("fields", "issuelinks"), settings.headers());
        return Conversation.ask(request, answer -> {
            if (!answer.ok()) {
                return Conversation.end(answer.byStatus(true, JiraAnswers.reason(answer)));
            }
            for (JsonNode link : answer.json().at("/fields/issuelinks")) {
                if (isThere(link)) {
                    return done(answer);
                }
            }
            return make();
        });
    }

    private boolean isThere(JsonNode link) {
        boolean same = link.at("/outwardIssue/key").asText().equals(earlier)
                || link.at("/inwardIssue/key").asText().equals(earlier);
        return same && link.at("/type/name").asText().equalsIgnoreCase(settings.linkType());
    }

    private Conversation make() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("type").put("name", settings.linkType());
        body.putObject("inwardIssue").put("key", key);
        body.putObject("outwardIssue").put("key", earlier);
        return Conversation.ask(
                ProviderRequest.post(settings.base(), "/rest/api/3/issueLink", body, settings.headers()), answer -> {
                    if (answer.status() == 404) {
                        return otherwise;
                    }
                    return answer.ok()
                            ? done(answer)
                            : Conversation.end(answer.byStatus(true, JiraAnswers.reason(answer)));
                });
    }

    private Conversation done(ProviderAnswer answer) {
        return Conversation.end(Outcome.succeeded(earlier, "", "", settings.browseUrl(key), answer.status()));
    }
}
