package io.patchbay.connectors.jira;

import static io.patchbay.dispatch.Outcome.Kind.REJECTED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.dispatch.Outcome;
import java.util.Map;

/**
 * Takes an issue out of its done status by the transition that the company names. An issue that is not done stays as it
 * is, so that doing it twice does it once.
 */
final class JiraReopening {
    private final JiraSettings settings;
    private final String id;
    private final String key;

    JiraReopening(JiraSettings settings, String id, String key) {
        this.settings = settings;
        this.id = id;
        this.key = key;
    }

    Conversation begin() {
        ProviderRequest request = ProviderRequest.get(
                settings.base(), "/rest/api/3/issue/" + key, Map.of("fields", "status"), settings.headers());
        return Conversation.ask(request, answer -> {
            String category =
                    answer.json().at("/fields/status/statusCategory/key").asText("");
            if (!answer.ok() || category.isEmpty()) {
                return Conversation.end(answer.byStatus(true, JiraAnswers.reason(answer)));
            }
            return category.equals("done") ? transitions() : done(answer);
        });
    }

    private Conversation transitions() {
        ProviderRequest request = ProviderRequest.get(settings.base(), path(), Map.of(), settings.headers());
        return Conversation.ask(request, answer -> {
            if (!answer.ok()) {
                return Conversation.end(answer.byStatus(true, JiraAnswers.reason(answer)));
            }
            for (JsonNode transition : answer.json().path("transitions")) {
                if (isWanted(transition)) {
                    return move(transition.path("id").asText());
                }
            }
            return Conversation.end(REJECTED, answer.status(), "the issue's workflow has no transition of that name");
        });
    }

    private boolean isWanted(JsonNode transition) {
        String wanted = settings.reopen();
        return transition.path("id").asText().equals(wanted)
                || transition.path("name").asText().equalsIgnoreCase(wanted)
                || transition.at("/to/name").asText().equalsIgnoreCase(wanted);
    }

    private Conversation move(String transition) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("transition").put("id", transition);
        return Conversation.ask(
                ProviderRequest.post(settings.base(), path(), body, settings.headers()),
                answer -> answer.ok()
                        ? done(answer)
                        : Conversation.end(answer.byStatus(true, JiraAnswers.reason(answer))));
    }

    private Conversation done(ProviderAnswer answer) {
        return Conversation.end(Outcome.succeeded(id, key, "", settings.browseUrl(key), answer.status()));
    }

    private String path() {
        return "/rest/api/3/issue/" + key + "/transitions";
    }
}
