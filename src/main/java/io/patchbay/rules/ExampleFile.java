package io.patchbay.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.meaning.Words;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers the examples of the files {@code examples*.yaml} and what is wrong with them. */
final class ExampleFile {
    private final Set<String> owners;
    private final List<ConfigurationProblem> problems;
    private final List<OwnExample> examples = new ArrayList<>();
    private final Map<List<String>, String> places = new HashMap<>();

    /**
     * @param owners the ids of the staff and teams that can own an example
     * @param problems where to add what is found wrong
     */
    ExampleFile(Set<String> owners, List<ConfigurationProblem> problems) {
        this.owners = owners;
        this.problems = problems;
    }

    void add(YamlFile file) {
        for (Map.Entry<String, JsonNode> topic : file.tree().path("examples").properties()) {
            for (int i = 0; i < topic.getValue().size(); i++) {
                String pointer = "/examples/" + topic.getKey() + "/" + i;
                JsonNode node = topic.getValue().get(i);
                OwnExample example = new OwnExample(
                        topic.getKey(),
                        node.path("language").asText(),
                        node.path("text").asText().strip(),
                        node.path("note").asText(),
                        node.path("owner").asText());
                check(file, pointer, example);
                examples.add(example);
            }
        }
    }

    private void check(YamlFile file, String pointer, OwnExample example) {
        if (!owners.contains(example.owner())) {
            List<String> known = owners.stream().sorted().toList();
            String fix = "did you mean " + Vocabulary.nearest(example.owner(), known) + "?";
            problems.add(file.at(pointer + "/owner", "there is no owner called " + example.owner(), fix));
        }
        String first = places.putIfAbsent(
                Words.of(example.text()), file.at(pointer, "", "").toString().replaceAll(": $", ""));
        if (first != null) {
            problems.add(file.at(
                    pointer + "/text",
                    "this example stands at " + first + " too",
                    "keep one; case, accents and punctuation make no difference"));
        }
    }

    /** The examples in an order of their own, however the files are laid out. */
    List<OwnExample> examples() {
        return examples.stream().sorted(OwnExample.ORDER).toList();
    }
}
