package io.patchbay.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rules as a file of the folder has them, each with the place it stands at. */
final class RuleFile {

    /** A rule with its place, so that whatever is found wrong with it can be said there. */
    record Draft(Rule rule, YamlFile file, String pointer) {
        ConfigurationProblem problem(String key, String message, String fix) {
            return file.at(pointer + "/" + key, message, fix);
        }

        ConfigurationProblem problem(int line, int column, String message, String fix) {
            return file.within(pointer + "/when", line, column, message, fix);
        }
    }

    private RuleFile() {}

    /** The rules of a file that keeps its schema. */
    static List<Draft> drafts(YamlFile file) {
        List<Draft> drafts = new ArrayList<>();
        for (Rule.Group group : Rule.Group.values()) {
            JsonNode rules = file.tree().path(group.key());
            for (int i = 0; i < rules.size(); i++) {
                drafts.add(new Draft(rule(group, rules.get(i)), file, "/" + group.key() + "/" + i));
            }
        }
        return drafts;
    }

    private static Rule rule(Rule.Group group, JsonNode node) {
        List<String> overrides = new ArrayList<>();
        node.path("overrides").forEach(queue -> overrides.add(queue.asText()));
        return new Rule(
                group,
                node.path("id").asText(),
                node.path("description").asText().strip(),
                node.path("owner").asText(),
                mode(node.path("mode")),
                node.path("priority").asLong(),
                node.path("expires").asText(),
                node.path("when").asText().strip(),
                node.path("queue").asText(),
                node.path("level").asInt(),
                node.path("page").asBoolean(),
                overrides.stream().sorted().distinct().toList());
    }

    /** YAML reads the bare word {@code off} as false. */
    private static Rule.Mode mode(JsonNode mode) {
        if (mode.isMissingNode()) {
            return Rule.Mode.ACTIVE;
        }
        return mode.isBoolean()
                ? Rule.Mode.OFF
                : Rule.Mode.valueOf(mode.asText().toUpperCase(Locale.ROOT));
    }
}
