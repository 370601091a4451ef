package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.CallField.Kind;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.Conversion;
import io.patchbay.intake.expression.Expression;
import io.patchbay.intake.expression.ExpressionReader;
import io.patchbay.intake.expression.Reference;
import io.patchbay.intake.expression.Transcript;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how a source's events are mapped; what cannot be understood is noted as a problem. */
final class MappingReader {
    private final YamlFile file;
    private final JsonNode tree;
    private final List<ConfigurationProblem> problems;
    private final ExpressionReader expressions;

    MappingReader(YamlFile file, List<ConfigurationProblem> problems, ExpressionReader expressions) {
        this.file = file;
        this.tree = file.tree();
        this.problems = problems;
        this.expressions = expressions;
    }

    EnvelopeMapping envelope() {
        return new EnvelopeMapping(
                deliveryIds(),
                expressions.read("/type", Kind.TEXT),
                expressions.read("/call_id", Kind.TEXT),
                phases(),
                expressions.read("/timestamp", Kind.TIME));
    }

    /** One id of one part, one id of several parts, or several ids. */
    List<List<Expression>> deliveryIds() {
        JsonNode written = tree.path("delivery_id");
        if (!written.isObject()) {
            return List.of(parts("/delivery_id", written));
        }
        List<List<Expression>> ids = new ArrayList<>();
        JsonNode first = written.path("first_of");
        for (int i = 0; i < first.size(); i++) {
            ids.add(parts("/delivery_id/first_of/" + i, first.get(i)));
        }
        return ids;
    }

    private List<Expression> parts(String pointer, JsonNode written) {
        if (!written.isArray()) {
            return List.of(expressions.read(pointer, Kind.TEXT));
        }
        List<Expression> parts = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            parts.add(expressions.read(pointer + "/" + i, Kind.TEXT));
        }
        return parts;
    }

    private List<PhaseRule> phases() {
        JsonNode written = tree.path("phase");
        List<PhaseRule> rules = new ArrayList<>();
        if (written.isTextual()) {
            rules.add(
                    new PhaseRule(Expression.constant(written.asText()), Map.of(), Set.of(), phase("/phase", written)));
        } else if (written.isObject()) {
            rules.add(phaseRule("/phase", written));
        }
        for (int i = 0; written.isArray() && i < written.size(); i++) {
            rules.add(phaseRule("/phase/" + i, written.get(i)));
        }
        return rules;
    }

    private PhaseRule phaseRule(String pointer, JsonNode written) {
        Map<String, Phase> phases = new HashMap<>();
        written.path("map").properties().forEach(entry -> phase(
                        pointer + "/map/" + ExpressionReader.escape(entry.getKey()), entry.getValue())
                .ifPresent(phase -> phases.put(entry.getKey(), phase)));
        Set<String> ignored = new HashSet<>();
        written.path("ignore").forEach(word -> ignored.add(word.asText()));
        ignored.stream()
                .filter(phases::containsKey)
                .forEach(word -> problems.add(file.at(
                        pointer + "/ignore",
                        "'" + word + "' is both mapped and ignored",
                        "take it out of one of the two")));
        Optional<Phase> others = written.has("any") ? phase(pointer + "/any", written.get("any")) : Optional.empty();
        return new PhaseRule(expressions.lookUp(pointer, written), phases, ignored, others);
    }

    private Optional<Phase> phase(String pointer, JsonNode name) {
        Optional<Phase> phase = Phase.ofWireName(name.asText());
        if (phase.isEmpty()) {
            List<String> names =
                    Arrays.stream(Phase.values()).map(Phase::wireName).toList();
            problems.add(
                    file.at(pointer, "'" + name.asText() + "' is not a phase", NearestName.fix(name.asText(), names)));
        }
        return phase;
    }

    ReportMapping report() {
        List<ReportMapping.Field> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : tree.path("fields").properties()) {
            String pointer = "/fields/" + ExpressionReader.escape(entry.getKey());
            target(pointer, entry.getKey())
                    .ifPresent(target ->
                            fields.add(new ReportMapping.Field(target, expressions.read(pointer, target.kind()))));
        }
        List<ReportMapping.Free> free = new ArrayList<>();
        JsonNode spread = tree.path("spread");
        for (int i = 0; i < spread.size(); i++) {
            free("/spread/" + i, spread.get(i)).ifPresent(free::add);
        }
        Optional<Reference> confirmations = tree.has("confirmations")
                ? expressions.reference(
                        "/confirmations", tree.path("confirmations").asText())
                : Optional.empty();
        Optional<Transcript> transcript = tree.has("transcript")
                ? expressions.transcript("/transcript", tree.path("transcript"))
                : Optional.empty();
        return new ReportMapping(fields, free, transcript, confirmations);
    }

    private Optional<ReportMapping.Free> free(String pointer, JsonNode written) {
        Map<String, Target> targets = new HashMap<>();
        Map<String, Conversion> conversions = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : written.path("keys").properties()) {
            JsonNode key = entry.getValue();
            String place = pointer + "/keys/" + ExpressionReader.escape(entry.getKey());
            target(place, key.isTextual() ? key.asText() : key.path("to").asText())
                    .ifPresent(target -> {
                        targets.put(entry.getKey(), target);
                        conversions.put(entry.getKey(), expressions.conversion(place, key, target.kind()));
                    });
        }
        boolean keepRest = !written.path("rest").asText().equals("drop");
        return expressions
                .spread(pointer, written, conversions)
                .map(spread -> new ReportMapping.Free(spread, Map.copyOf(targets), keepRest));
    }

    private Optional<Target> target(String pointer, String path) {
        Optional<Target> target = Target.ofPath(path);
        if (target.isEmpty()) {
            problems.add(file.at(
                    pointer,
                    "a call report has no field '" + path + "'",
                    NearestName.fix(path, Target.paths()) + " Anything else goes to report.extra.<key>."));
        }
        return target;
    }
}
