package io.patchbay.incidents;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.Feedback;
import io.patchbay.platform.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which product areas an alert or an outage is about, as the {@code monitoring} part of {@code feedback.yaml} says.
 *
 * @param labels the labels of an alert that name its area; the first one there counts
 * @param areas areas by folded name of what monitors and status pages call them
 */
record Monitoring(List<String> labels, Map<String, String> areas) {

    static Monitoring read(Path folder) {
        JsonNode tree = YamlFile.read(folder, folder.resolve("feedback.yaml"), "/schema/feedback.schema.json")
                .tree()
                .path("monitoring");
        List<String> labels = new ArrayList<>();
        tree.path("labels").forEach(label -> labels.add(label.asText()));
        Map<String, String> areas = new HashMap<>();
        tree.path("areas")
                .properties()
                .forEach(area -> areas.put(
                        FailureSignature.fold(area.getKey()),
                        FailureSignature.fold(area.getValue().asText())));
        return new Monitoring(List.copyOf(labels), Map.copyOf(areas));
    }

    /** The folded areas that the fact is about; empty when it names none. */
    List<String> areasOf(Feedback fact) {
        Stream<String> named = fact.subject().equals("monitor")
                ? labels.stream()
                        .map(label -> fact.detail("label." + label))
                        .filter(value -> !value.isEmpty())
                        .limit(1)
                : Arrays.stream(fact.detail("parts").split("\n"));
        return named.map(FailureSignature::fold)
                .filter(name -> !name.isEmpty())
                .map(name -> areas.getOrDefault(name, name))
                .distinct()
                .toList();
    }
}
