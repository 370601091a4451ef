package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One issue as Jira keeps it. Guarded by itself. */
final class JiraIssue {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");

    record Comment(String id, JsonNode body, JsonNode properties, boolean jsdPublic) {}

    final long id;
    final String key;
    final String project;
    final long created = System.currentTimeMillis();
    final ObjectNode fields;
    final Set<String> labels = new LinkedHashSet<>();
    final Map<String, JsonNode> properties = new LinkedHashMap<>();
    final List<Comment> comments = new ArrayList<>();
    final Map<String, JsonNode> links = new LinkedHashMap<>();
    private Status status = Status.TO_DO;
    private long updated = created;

    /** The workflow: every status leads to every other; the constant's id is that of the transition to it. */
    enum Status {
        TO_DO("11", "To Do", "new"),
        IN_PROGRESS("21", "In Progress", "indeterminate"),
        DONE("31", "Done", "done");

        final String transition;
        private final String label;
        private final String category;

        Status(String transition, String label, String category) {
            this.transition = transition;
            this.label = label;
            this.category = category;
        }

        Map<String, Object> json() {
            return Map.of("id", "1" + ordinal(), "name", label, "statusCategory", Map.of("key", category));
        }
    }

    JiraIssue(long id, String key, String project, JsonNode request) {
        this.id = id;
        this.key = key;
        this.project = project;
        this.fields = request.path("fields").deepCopy();
        request.path("fields").path("labels").forEach(label -> labels.add(label.asText()));
        request.path("properties")
                .forEach(property -> properties.put(property.path("key").asText(), property.path("value")));
    }

    synchronized void move(Status to) {
        status = to;
        touched();
    }

    /** Jira's clock runs by the millisecond; two changes never share one. */
    private void touched() {
        updated = Math.max(System.currentTimeMillis(), updated + 1);
    }

    /** Says who works on it. */
    synchronized void assign(String accountId) {
        fields.putObject("assignee").put("accountId", accountId);
        touched();
    }

    synchronized long updated() {
        return updated;
    }

    synchronized Status status() {
        return status;
    }

    /** Applies {@code fields} and the label operations of {@code update}. */
    synchronized void edit(JsonNode request) {
        request.path("fields").properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
        if (request.path("fields").has("labels")) {
            labels.clear();
            request.path("fields").path("labels").forEach(label -> labels.add(label.asText()));
        }
        for (JsonNode operation : request.path("update").path("labels")) {
            if (operation.has("add")) {
                labels.add(operation.path("add").asText());
            }
            labels.remove(operation.path("remove").asText());
        }
    }

    /** @param withProperties the property keys to show */
    synchronized ObjectNode json(String self, Set<String> withProperties) {
        ObjectNode shown = fields.deepCopy();
        shown.set("labels", Json.mapper().valueToTree(labels));
        shown.set("status", Json.mapper().valueToTree(status.json()));
        shown.put("created", time(created)).put("updated", time(updated));
        if (status == Status.DONE) {
            shown.putObject("resolution").put("name", "Fixed");
        }
        ObjectNode issue = Json.mapper().createObjectNode();
        issue.put("id", Long.toString(id)).put("key", key).put("self", self + id);
        issue.set("fields", shown);
        if (!withProperties.isEmpty()) {
            ObjectNode asked = issue.putObject("properties");
            withProperties.stream()
                    .filter(properties::containsKey)
                    .forEach(property -> asked.set(property, properties.get(property)));
        }
        return issue;
    }

    /** As Jira writes times, for example {@code 2026-11-21T09:00:00.000+0000}. */
    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }

    synchronized boolean put(String property, JsonNode value) {
        return properties.put(property, value) == null;
    }

    synchronized JsonNode property(String property) {
        return properties.get(property);
    }

    synchronized void add(Comment comment) {
        comments.add(comment);
    }

    synchronized Optional<Comment> replace(String comment, JsonNode body) {
        for (int i = 0; i < comments.size(); i++) {
            Comment old = comments.get(i);
            if (old.id().equals(comment)) {
                comments.set(i, new Comment(old.id(), body, old.properties(), old.jsdPublic()));
                return Optional.of(comments.get(i));
            }
        }
        return Optional.empty();
    }

    /** Links the issue to another one, as both show it. */
    synchronized void relate(String type, String side, String other) {
        ObjectNode link = fields.withArrayProperty("issuelinks").addObject();
        link.putObject("type").put("name", type);
        link.putObject(side).put("key", other);
    }

    /** Everything that somebody who may see the issue can read now. */
    synchronized ObjectNode shown() {
        ObjectNode shown = json("", Set.of());
        ArrayNode said = shown.putArray("comments");
        comments.forEach(comment -> said.add(comment.body()));
        ArrayNode linked = shown.putArray("links");
        links.values().forEach(linked::add);
        return shown;
    }

    synchronized List<Comment> comments() {
        return List.copyOf(comments);
    }

    /** Whether the link is new. */
    synchronized boolean link(String globalId, JsonNode link) {
        return links.put(globalId, link) == null;
    }

    synchronized Map<String, JsonNode> links() {
        return new LinkedHashMap<>(links);
    }
}
