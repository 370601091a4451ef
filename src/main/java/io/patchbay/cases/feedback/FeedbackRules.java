package io.patchbay.cases.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.Feedback;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the tools' feedback means for a case, as {@code feedback.yaml} says.
 *
 * @param own the tools' ids of the hub itself, by {@code ticket}, {@code page} and {@code message}
 * @param rules in the order of the file
 */
public record FeedbackRules(Map<String, Set<String>> own, List<Rule> rules) {

    /**
     * One rule. An empty set of statuses, categories or resolutions fits every one; names are in lower case.
     *
     * @param status the case's new status, or the empty string when the rule sets none
     * @param outcome how the matter ended, in the company's words; or the empty string
     */
    public record Rule(
            Set<String> on,
            Set<String> statuses,
            Set<String> categories,
            Set<String> resolutions,
            List<String> proves,
            List<String> withdraws,
            boolean reopens,
            boolean resolvesPage,
            String status,
            boolean terminal,
            String outcome) {

        boolean fits(String kind, Feedback fact) {
            return on.contains(kind)
                    && among(statuses, fact.status())
                    && among(categories, fact.category())
                    && among(resolutions, fact.resolution());
        }

        private static boolean among(Set<String> names, String name) {
            return names.isEmpty() || names.contains(folded(name));
        }
    }

    /** @throws ConfigurationException when the file is absent or breaks its schema */
    public static FeedbackRules read(Path folder, EnvironmentReferences environment) {
        JsonNode tree = YamlFile.read(folder, folder.resolve("feedback.yaml"), "/schema/feedback.schema.json")
                .tree();
        List<Rule> rules = new ArrayList<>();
        tree.path("rules").forEach(rule -> rules.add(rule(rule)));
        JsonNode own = tree.path("own");
        return new FeedbackRules(
                Map.of(
                        "ticket", resolved(own.path("jira"), environment),
                        "page", resolved(own.path("pagerduty"), environment),
                        "message", resolved(own.path("slack"), environment)),
                List.copyOf(rules));
    }

    private static Rule rule(JsonNode rule) {
        JsonNode result = rule.path("case");
        return new Rule(
                texts(rule.path("on")).collect(Collectors.toSet()),
                names(rule.path("status")),
                names(rule.path("category")),
                names(rule.path("resolution")),
                texts(rule.path("proves")).toList(),
                texts(rule.path("withdraws")).toList(),
                rule.path("reopens").asBoolean(),
                rule.path("resolve_page").asBoolean(),
                result.path("status").asText(""),
                result.path("terminal").asBoolean(),
                result.path("outcome").asText(""));
    }

    private static Set<String> names(JsonNode list) {
        return texts(list).map(FeedbackRules::folded).collect(Collectors.toSet());
    }

    private static Set<String> resolved(JsonNode list, EnvironmentReferences environment) {
        Set<String> ids = new HashSet<>();
        texts(list).forEach(text -> environment.resolve(text).ifPresent(ids::add));
        ids.remove("");
        return Set.copyOf(ids);
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the hub itself did it. */
    public boolean isEcho(Feedback fact) {
        return own.getOrDefault(fact.subject(), Set.of()).contains(fact.actor());
    }
}
