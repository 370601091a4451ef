package io.patchbay.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.Decision;
import io.patchbay.event.QueuePlan;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.Json;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One case of a rule test file.
 *
 * @param heard a text in which the lexicon looks for topics and promises, and which is judged by its meaning, or the empty string
 * @param expected what the decision has to be; what is not named is not compared, save severity and pages
 */
record RuleTestCase(
        String name, YamlFile file, String pointer, Map<String, Object> given, String heard, JsonNode expected) {

    private static final String DISPATCHES = "dispatches";

    /** The cases of a file that keeps its schema; those with facts that do not exist are missing. */
    static List<RuleTestCase> casesOf(YamlFile file, List<ConfigurationProblem> problems) {
        List<RuleTestCase> cases = new ArrayList<>();
        Map<String, Object> common = new LinkedHashMap<>();
        problems.addAll(read(file, "/given", common));
        JsonNode nodes = file.tree().path("cases");
        for (int i = 0; i < nodes.size(); i++) {
            String pointer = "/cases/" + i;
            Map<String, Object> facts = new LinkedHashMap<>(common);
            problems.addAll(read(file, pointer + "/facts", facts));
            JsonNode node = nodes.get(i);
            cases.add(new RuleTestCase(
                    node.path("name").asText(),
                    file,
                    pointer,
                    facts,
                    node.path("heard").asText(),
                    node.path("expect")));
        }
        return cases;
    }

    private static List<ConfigurationProblem> read(YamlFile file, String pointer, Map<String, Object> facts) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : file.tree().at(pointer).properties()) {
            String name = entry.getKey();
            Object value = Json.mapper().convertValue(entry.getValue(), Object.class);
            if (Fact.named(name).isEmpty()) {
                String nearest = Vocabulary.EVERYTHING.nearest(name);
                problems.add(file.at(
                        pointer + "/" + name, "there is no fact called " + name, "did you mean " + nearest + "?"));
                continue;
            }
            try {
                facts.put(name, value);
                Facts.stored(Map.of(name, value));
            } catch (IllegalArgumentException e) {
                problems.add(file.at(pointer + "/" + name, e.getMessage(), "write it so"));
            }
        }
        return problems;
    }

    Facts facts(RuleSet rules) {
        Lexicon lexicon = rules.lexicon();
        Map<String, Object> facts = new LinkedHashMap<>(given);
        if (!heard.isEmpty()) {
            facts.putIfAbsent(Fact.CALLER_MENTIONS.path(), lexicon.topicsIn(Stream.of(heard)));
            facts.putIfAbsent(
                    Fact.CALLER_UNSUPPORTED_CLAIMS.path(), Facts.bounded(lexicon.promisesIn(Stream.of(heard))));
            rules.heard(List.of(heard)).forEach(facts::putIfAbsent);
        }
        return Facts.stored(facts);
    }

    /** Where the decision is not what the case expects. */
    List<ConfigurationProblem> failures(Decision decision) {
        List<ConfigurationProblem> failures = new ArrayList<>();
        compare(failures, "queue", expected.path("queue").asText(), decision.queue());
        compare(failures, "rule", expected.path("rule").asText(), decision.rule());
        compare(
                failures,
                "severity",
                expected.path("severity").asText("unconfirmed"),
                decision.severity().label());
        compare(
                failures,
                "pages",
                expected.path("pages").asBoolean(),
                decision.severity().pages());
        compare(failures, "review", decision.reviewReasons());
        compare(failures, "escalation", decision.escalationTopics());
        compare(failures, "callback", decision.callbackTopics());
        return failures;
    }

    /** Where what would be dispatched is not what the case expects; nothing where it expects nothing. */
    List<ConfigurationProblem> failures(Decision decision, List<QueuePlan.Step> steps) {
        List<ConfigurationProblem> failures = new ArrayList<>();
        if (expected.has(DISPATCHES)) {
            List<String> wanted = new ArrayList<>();
            expected.path(DISPATCHES).forEach(step -> wanted.add(step.asText()));
            List<String> planned = steps.stream()
                    .filter(step -> !step.onlyConfirmed() || decision.severity().pages())
                    .map(step -> step.destination() + "." + step.operation())
                    .toList();
            compare(failures, DISPATCHES, (Object) wanted, planned);
        }
        return failures;
    }

    private void compare(List<ConfigurationProblem> failures, String part, List<String> actual) {
        if (expected.has(part)) {
            List<String> names = new ArrayList<>();
            expected.path(part).forEach(name -> names.add(name.asText()));
            compare(failures, part, names.stream().sorted().toList(), actual);
        }
    }

    private void compare(List<ConfigurationProblem> failures, String part, Object wanted, Object actual) {
        if (!wanted.equals(actual)) {
            String message = "the case '" + name + "' expects " + part + " " + wanted + ", and the rules say " + actual;
            failures.add(file.at(pointer + "/expect/" + part, message, "mend the rules or the case"));
        }
    }
}
