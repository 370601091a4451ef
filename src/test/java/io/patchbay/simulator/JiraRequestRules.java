package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What Jira refuses with 400, as far as it was seen in its own answers; {@code errors} by field. */
final class JiraRequestRules {
    private static final int LONGEST_SUMMARY = 255;
    private static final int LONGEST_LABEL = 255;
    private static final Set<String> CREATE_MEMBERS =
            Set.of("fields", "properties", "update", "transition", "historyMetadata");

    private JiraRequestRules() {}

    /** The problems of a create request, empty when it is fine. */
    static Map<String, String> problems(JsonNode request) {
        Map<String, String> problems = new TreeMap<>();
        JsonNode fields = request.path("fields");
        request.fieldNames().forEachRemaining(name -> {
            if (!CREATE_MEMBERS.contains(name)) {
                problems.put(name, "Unrecognized field");
            }
        });
        if (fields.path("project").path("key").asText().isEmpty()
                && fields.path("project").path("id").asText().isEmpty()) {
            problems.put("project", "Specify a valid project ID or key");
        }
        if (!fields.path("issuetype").has("id") && !fields.path("issuetype").has("name")) {
            problems.put("issuetype", "Specify an issue type");
        }
        summary(fields.path("summary").asText(), problems);
        fields.path("labels").forEach(label -> label(label.asText(), problems));
        if (fields.has("description") && !document(fields.path("description"))) {
            problems.put(
                    "description", "Operation value must be an Atlassian Document (see the Atlassian Document Format)");
        }
        return problems;
    }

    private static void summary(String summary, Map<String, String> problems) {
        if (summary.isBlank()) {
            problems.put("summary", "You must specify a summary of the issue.");
        } else if (summary.length() > LONGEST_SUMMARY) {
            problems.put("summary", "Summary can't exceed 255 characters.");
        } else if (summary.contains("\n")) {
            problems.put("summary", "The summary is invalid because it contains newline characters.");
        }
    }

    private static void label(String label, Map<String, String> problems) {
        if (label.isEmpty() || label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isWhitespace)) {
            problems.put("labels", "The label '" + label + "' contains spaces which is invalid.");
        }
    }

    /** Whether that is an ADF document: version 1, and no empty text node. */
    static boolean document(JsonNode node) {
        return "doc".equals(node.path("type").asText())
                && node.path("version").asInt() == 1
                && node.path("content").isArray()
                && textsAreFilled(node);
    }

    private static boolean textsAreFilled(JsonNode node) {
        if ("text".equals(node.path("type").asText())
                && node.path("text").asText().isEmpty()) {
            return false;
        }
        for (JsonNode child : node.path("content")) {
            if (!textsAreFilled(child)) {
                return false;
            }
        }
        return true;
    }
}
