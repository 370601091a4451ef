package io.patchbay.connectors.jira;

import static io.patchbay.dispatch.Outcome.Kind.SUCCEEDED;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderFacts;
import io.patchbay.connectors.text.IssueKey;
import io.patchbay.connectors.text.PlainText;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads how tickets stand, many at a time and by their ids, which needs no index. An issue that Jira does not show is gone
 * or out of our sight, and only an answer to ourselves says so.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post">bulk fetch</a>
 */
final class JiraProviderState {
    /** As Jira allows in one request. */
    static final int MOST = 100;

    private static final int LONGEST = 255;
    /** After everything else that happened at that time. */
    private static final String LAST = "~";

    private static final DateTimeFormatter JIRA_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

    private JiraProviderState() {}

    static ObjectNode request(List<CaseBrief> briefs) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        var ids = body.putArray("issueIdsOrKeys");
        briefs.forEach(brief -> ids.add(brief.receipt("jira").id()));
        body.putArray("fields").add("status").add("resolution").add("assignee").add("updated");
        return body;
    }

    static Conversation read(ProviderAnswer answer, List<CaseBrief> briefs, List<ProviderFacts> held) {
        JsonNode issues = answer.json().path("issues");
        if (!issues.isArray()) {
            return Conversation.end(UNKNOWN, answer.status(), "the issues cannot be read");
        }
        Map<String, JsonNode> byId = new HashMap<>();
        issues.forEach(issue -> byId.put(issue.path("id").asText(), issue));
        for (CaseBrief brief : briefs) {
            String id = brief.receipt("jira").id();
            held.add(new ProviderFacts(
                    brief.ref(), byId.containsKey(id) ? standing(id, byId.get(id)) : List.of(gone(brief, id))));
        }
        return Conversation.end(SUCCEEDED, answer.status(), "");
    }

    /** The same every time, since nobody knows when it went. */
    private static Feedback gone(CaseBrief brief, String id) {
        return fact("ticket.deleted", id, brief.receipt("jira").key(), brief.openedAt(), "", "", "", Map.of());
    }

    private static List<Feedback> standing(String id, JsonNode issue) {
        JsonNode fields = issue.path("fields");
        Instant at = time(fields.path("updated").asText(""));
        String key = issue.path("key").asText("");
        String status = text(fields.path("status").path("name"));
        if (at == null || !IssueKey.is(key) || status.isEmpty()) {
            return List.of();
        }
        String category = text(fields.path("status").path("statusCategory").path("key"));
        String resolution = text(fields.path("resolution").path("name"));
        String assignee = text(fields.path("assignee").path("accountId"));
        List<Feedback> facts = new ArrayList<>();
        facts.add(fact("ticket.transitioned", id, key, at, status, category, resolution, Map.of("to", status)));
        facts.add(fact("ticket.moved", id, key, at, status, category, resolution, Map.of("to", key)));
        facts.add(
                assignee.isEmpty()
                        ? fact("ticket.unassigned", id, key, at, status, category, resolution, Map.of())
                        : fact(
                                "ticket.assigned",
                                id,
                                key,
                                at,
                                status,
                                category,
                                resolution,
                                Map.of("assignee", assignee)));
        return facts;
    }

    private static Feedback fact(
            String kind,
            String id,
            String key,
            Instant at,
            String status,
            String category,
            String resolution,
            Map<String, String> detail) {
        return new Feedback("jira", kind, id, key, List.of(), "", at, LAST, status, category, resolution, detail);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? PlainText.line(value.asText(), LONGEST) : "";
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text, JIRA_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
