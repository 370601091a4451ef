package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What hangs on an issue: comments, remote links, properties, its status, its assignee. */
final class JiraDetails {
    private final Journal journal;
    private final AtomicLong lastId;
    private final Map<String, JiraIssue.Comment> comments = new ConcurrentHashMap<>();

    JiraDetails(Journal journal, AtomicLong lastId) {
        this.journal = journal;
        this.lastId = lastId;
    }

    Answer answer(Endpoint endpoint, JiraIssue issue, Request request) {
        return switch (endpoint) {
            case JIRA_ADD_COMMENT -> comment(issue, request.json());
            case JIRA_EDIT_COMMENT -> editComment(issue, request.segment(6), request.json());
            case JIRA_COMMENTS ->
                page(issue.comments(), request.parameter("expand").contains("properties"));
            case JIRA_PUT_LINK -> link(issue, request.json());
            case JIRA_LINKS -> links(issue, request.parameter("globalId"));
            case JIRA_PUT_PROPERTY -> Answer.json(issue.put(request.segment(6), request.json()) ? 201 : 200, null);
            case JIRA_GET_PROPERTY -> property(issue, request.segment(6));
            case JIRA_EDIT_ISSUE -> edit(issue, request.json());
            case JIRA_TRANSITIONS -> transitions();
            case JIRA_TRANSITION ->
                transition(issue, request.json().path("transition").path("id").asText());
            case JIRA_ASSIGN -> edit(issue, Json.mapper().createObjectNode().set("fields", assignee(request.json())));
            default -> JiraCloud.absent();
        };
    }

    private Answer comment(JiraIssue issue, JsonNode request) {
        if (!JiraRequestRules.document(request.path("body"))) {
            return Answer.json(400, JiraCloud.errors("", Map.of("comment", "Comment body is not valid!")));
        }
        boolean internal = request.path("properties").findPath("internal").asBoolean();
        JiraIssue.Comment comment = new JiraIssue.Comment(
                Long.toString(lastId.incrementAndGet()), request.path("body"), request.path("properties"), !internal);
        issue.add(comment);
        comments.put(comment.id(), comment);
        Set<String> words = new TreeSet<>(Set.of(issue.key));
        comment.properties().forEach(property -> words.addAll(Journal.words(property.path("value"))));
        journal.made(Effect.Kind.COMMENT, comment.id(), words);
        return Answer.json(201, json(comment, false));
    }

    private Answer editComment(JiraIssue issue, String id, JsonNode request) {
        if (!JiraRequestRules.document(request.path("body"))) {
            return Answer.json(400, JiraCloud.errors("", Map.of("comment", "Comment body is not valid!")));
        }
        return issue.replace(id, request.path("body"))
                .map(comment -> {
                    comments.put(id, comment);
                    return Answer.json(200, json(comment, false));
                })
                .orElseGet(JiraCloud::absent);
    }

    /** The comments of those ids, with their properties when {@code expand} asks for them. */
    Answer commentsById(Request request) {
        Collection<JiraIssue.Comment> found = new ArrayList<>();
        request.json().path("ids").forEach(id -> {
            JiraIssue.Comment comment = comments.get(id.asText());
            if (comment != null) {
                found.add(comment);
            }
        });
        boolean properties = request.parameter("expand").contains("properties");
        return Answer.json(
                200,
                Map.of(
                        "values",
                        found.stream().map(comment -> json(comment, properties)).toList(),
                        "isLast",
                        true));
    }

    private static Answer page(List<JiraIssue.Comment> comments, boolean properties) {
        List<ObjectNode> shown =
                comments.stream().map(comment -> json(comment, properties)).toList();
        return Answer.json(200, Map.of("startAt", 0, "maxResults", 5_000, "total", shown.size(), "comments", shown));
    }

    private static ObjectNode json(JiraIssue.Comment comment, boolean withProperties) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", comment.id()).put("jsdPublic", comment.jsdPublic());
        json.set("body", comment.body());
        json.putObject("author").put("accountId", JiraCloud.ACCOUNT_ID);
        if (withProperties) {
            json.set("properties", comment.properties());
        }
        return json;
    }

    private Answer link(JiraIssue issue, JsonNode request) {
        String globalId = request.path("globalId").asText();
        if (request.path("object").path("url").asText().isEmpty()
                || request.path("object").path("title").asText().isEmpty()
                || globalId.length() > 255) {
            return Answer.json(400, JiraCloud.errors("", Map.of("object", "'url' and 'title' are required.")));
        }
        String name = globalId.isEmpty() ? Long.toString(lastId.incrementAndGet()) : globalId;
        boolean made = issue.link(name, request);
        if (made) {
            journal.made(Effect.Kind.REMOTE_LINK, issue.key + " " + name, List.of(issue.key, name));
        }
        return Answer.json(made ? 201 : 200, Map.of("id", Math.abs(name.hashCode()), "self", name));
    }

    private static Answer links(JiraIssue issue, String globalId) {
        Map<String, JsonNode> links = issue.links();
        if (globalId.isEmpty()) {
            return Answer.json(200, links.values());
        }
        return links.containsKey(globalId) ? Answer.json(200, links.get(globalId)) : JiraCloud.absent();
    }

    private static Answer property(JiraIssue issue, String key) {
        JsonNode value = issue.property(key);
        return value == null ? JiraCloud.absent() : Answer.json(200, Map.of("key", key, "value", value));
    }

    private static Answer edit(JiraIssue issue, JsonNode request) {
        issue.edit(request);
        return Answer.json(204, null);
    }

    private static ObjectNode assignee(JsonNode request) {
        return Json.mapper().createObjectNode().set("assignee", request);
    }

    private static Answer transitions() {
        List<Map<String, Object>> all = Arrays.stream(JiraIssue.Status.values())
                .map(status -> Map.of("id", status.transition, "name", status.name(), "to", status.json()))
                .toList();
        return Answer.json(200, Map.of("expand", "transitions", "transitions", all));
    }

    private static Answer transition(JiraIssue issue, String id) {
        return Arrays.stream(JiraIssue.Status.values())
                .filter(status -> status.transition.equals(id))
                .findFirst()
                .map(status -> {
                    issue.move(status);
                    return Answer.json(204, null);
                })
                .orElseGet(() -> Answer.json(400, JiraCloud.errors("It is not on this issue's workflow.", Map.of())));
    }
}
