package io.patchbay.connectors.jira;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.dispatch.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Jira's answers mean. */
final class JiraAnswers {
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,18}");

    private JiraAnswers() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * An issue was to be created. An answer with an id and a key is a created issue even when Jira took the credentials
     * for those of nobody: the issue is there, and calling it anything else would make a second one.
     */
    static Outcome created(ProviderAnswer answer, JiraSettings settings) {
        String id = answer.json().path("id").asText("");
        String key = answer.json().path("key").asText("");
        if (answer.ok() && isId(id) && IssueKey.is(key)) {
            return Outcome.succeeded(id, key, "", settings.browseUrl(key), answer.status());
        }
        return answer.byStatus(false, reason(answer));
    }

    static Outcome commented(ProviderAnswer answer, String issueUrl) {
        String id = answer.json().path("id").asText("");
        if (answer.ok() && isId(id)) {
            return Outcome.succeeded(id, "", "", issueUrl + "?focusedCommentId=" + id, answer.status());
        }
        return answer.byStatus(false, reason(answer));
    }

    /** Linking is an upsert, so whatever is not known is simply done again. */
    static Outcome linked(ProviderAnswer answer, String issueUrl) {
        String id = answer.json().path("id").asText("");
        return answer.ok() && isId(id)
                ? Outcome.succeeded(id, "", "", issueUrl, answer.status())
                : answer.byStatus(true, reason(answer));
    }

    /**
     * Whether Jira answered anonymously because it did not accept the credentials. An expired token gets 200 and the
     * answers that anybody would get: searches come back empty.
     */
    static boolean anonymous(ProviderAnswer answer) {
        return answer.header("x-seraph-loginreason").contains("AUTHENTICATED_FAILED");
    }

    /** The names of the fields Jira complains about; never its messages, which repeat the values. */
    static String reason(ProviderAnswer answer) {
        List<String> reasons = new ArrayList<>();
        if (anonymous(answer)) {
            reasons.add("credentials not accepted");
        }
        JsonNode errors = answer.json().path("errors");
        errors.fieldNames().forEachRemaining(field -> {
            if (FIELD.matcher(field).matches() && reasons.size() < 8) {
                reasons.add(field);
            }
        });
        return String.join(", ", reasons);
    }
}
