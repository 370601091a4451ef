package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.event.CallField.Kind;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.platform.NearestName;
import io.patchbay.platform.YamlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the expressions of one file that keeps its schema. What cannot be understood is noted as a problem with its
 * place, and read as an expression that finds nothing, so that all problems of a file are found at once.
 */
public final class ExpressionReader {
    private final YamlFile file;
    private final List<ConfigurationProblem> problems;
    private final String region;

    /**
     * @param problems where problems are noted
     * @param region where telephone numbers without a country code belong, or the empty string
     */
    public ExpressionReader(YamlFile file, List<ConfigurationProblem> problems, String region) {
        this.file = file;
        this.problems = problems;
        this.region = region;
    }

    /** The expression at that place of the file: a reference, a list of alternatives, or an object. */
    public Expression read(String pointer, Kind kind) {
        List<Expression.Alternative> alternatives = new ArrayList<>();
        collect(pointer, file.tree().at(pointer), kind, alternatives);
        return new Expression(alternatives);
    }

    private void collect(String pointer, JsonNode node, Kind kind, List<Expression.Alternative> found) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + "/" + i, node.get(i), kind, found);
            }
        } else if (node.isObject()) {
            alternatives(pointer, node, kind, found);
        } else if (!node.isMissingNode()) {
            found.add(new Expression.Alternative(
                    List.of(), references(pointer, node), null, conversion(pointer, node, kind)));
        }
    }

    private void alternatives(String pointer, JsonNode node, Kind kind, List<Expression.Alternative> found) {
        List<Condition> when = conditions(pointer + "/when", node.path("when"));
        Conversion conversion = conversion(pointer, node, kind);
        if (node.has("from") == node.has("const")) {
            note(pointer, "an expression looks somewhere or is a constant", "write either 'from' or 'const'");
        }
        if (node.has("from")) {
            List<Reference> from = references(pointer + "/from", node.get("from"));
            found.add(new Expression.Alternative(when, from, null, conversion));
        }
        for (String constant : List.of("const", "default")) {
            if (node.has(constant)) {
                JsonNode value = fitting(pointer + "/" + constant, node.get(constant), conversion);
                found.add(new Expression.Alternative(when, List.of(), value, plain(conversion)));
            }
        }
    }

    /** What stands at the {@code from} of an object, {@code when} it counts; its other members are somebody else's. */
    public Expression lookUp(String pointer, JsonNode node) {
        List<Condition> when = conditions(pointer + "/when", node.path("when"));
        List<Reference> from = references(pointer + "/from", node.path("from"));
        Conversion plain = conversion(pointer, TextNode.valueOf(""), Kind.TEXT);
        return new Expression(List.of(new Expression.Alternative(when, from, null, plain)));
    }

    /** How a value at that place is converted: the members of an expression that do not say where it stands. */
    public Conversion conversion(String pointer, JsonNode node, Kind kind) {
        Map<String, String> map = new LinkedHashMap<>();
        node.path("map")
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        Conversion conversion = new Conversion(
                format(pointer + "/as", node.path("as"), kind),
                new Dialling(
                        region(pointer + "/region", node),
                        node.path("prefix_plus").asBoolean()),
                node.path("base64_pairs").asText(),
                node.path("starts_with").asText(),
                node.path("split").asText(),
                Map.copyOf(map),
                !node.path("otherwise").asText().equals("drop"),
                node.path("prefix").asText());
        map.forEach((theirs, ours) -> fitting(pointer + "/map/" + escape(theirs), TextNode.valueOf(ours), conversion));
        return conversion;
    }

    private ValueFormat format(String pointer, JsonNode as, Kind kind) {
        Optional<ValueFormat> format = ValueFormat.ofWireName(as.asText());
        if (as.isMissingNode() || format.filter(it -> it.kind() == kind).isPresent()) {
            return format.orElse(ValueFormat.usual(kind));
        }
        String message = "'" + as.asText() + "' does not give what this field takes";
        note(pointer, message, NearestName.fix(as.asText(), ValueFormat.names(kind)));
        return ValueFormat.usual(kind);
    }

    private String region(String pointer, JsonNode node) {
        String written = node.path("region").asText(region);
        if (written.isEmpty() || Dialling.regions().contains(written)) {
            return written;
        }
        note(pointer, "'" + written + "' is not a region", NearestName.fix(written, Dialling.regions()));
        return "";
    }

    private JsonNode fitting(String pointer, JsonNode value, Conversion conversion) {
        if (plain(conversion).apply(value) instanceof Reading.Unfit) {
            String format = conversion.format().wireName();
            note(pointer, "'" + value.asText() + "' cannot be read as " + format, "write a value that is a " + format);
        }
        return value;
    }

    /** The conversion of a value that the file itself holds. */
    private static Conversion plain(Conversion conversion) {
        return new Conversion(conversion.format(), conversion.dialling(), "", "", "", Map.of(), true, "");
    }

    /** The conditions of a {@code when}; none where there is none. */
    public List<Condition> conditions(String pointer, JsonNode when) {
        List<Condition> conditions = new ArrayList<>();
        when.properties().forEach(entry -> {
            String place = pointer + "/" + escape(entry.getKey());
            Set<String> allowed = new LinkedHashSet<>();
            for (JsonNode value : entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue())) {
                if (!value.isNull()) {
                    allowed.add(value.asText());
                }
            }
            reference(place, entry.getKey()).ifPresent(reference -> conditions.add(new Condition(reference, allowed)));
        });
        return conditions;
    }

    private List<Reference> references(String pointer, JsonNode node) {
        List<Reference> references = new ArrayList<>();
        if (!node.isArray()) {
            reference(pointer, node.asText()).ifPresent(references::add);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            reference(pointer + "/" + i, node.get(i).asText()).ifPresent(references::add);
        }
        return references;
    }

    /** The reference, or empty with a problem noted at that place. */
    public Optional<Reference> reference(String pointer, String text) {
        Optional<Reference> reference = parse(pointer, () -> Reference.parse(text));
        if (reference.filter(Reference::isOfSignature).isPresent() && !pointer.startsWith("/delivery_id")) {
            note(
                    pointer,
                    "'" + text + "' is known only while the delivery is recognised",
                    "read it in delivery_id only");
        }
        return reference;
    }

    /** An object of free members, or several; conversions by the member's name. */
    public Optional<Spread> spread(String pointer, JsonNode node, Map<String, Conversion> conversions) {
        Optional<Reference> from =
                reference(pointer + "/from", node.path("from").asText());
        Pointer value = !node.has("value") ? null : inside(pointer, node, "value");
        return from.map(reference -> new Spread(reference, value, conversions));
    }

    /** What was said in a call, word for word. */
    public Optional<Transcript> transcript(String pointer, JsonNode node) {
        Set<String> caller = new LinkedHashSet<>();
        node.path("caller").forEach(word -> caller.add(word.asText()));
        Pointer speaker = inside(pointer, node, "speaker");
        Pointer words = inside(pointer, node, "words");
        return reference(pointer + "/from", node.path("from").asText())
                .map(reference -> new Transcript(reference, speaker, words, caller));
    }

    /** The pointer of that name into a member or an element, by default to the whole of it. */
    private Pointer inside(String pointer, JsonNode node, String name) {
        return parse(
                        pointer + "/" + name,
                        () -> Reference.pointer(node.path(name).asText("/")))
                .orElse(null);
    }

    private <T> Optional<T> parse(String pointer, Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (Unreadable e) {
            note(pointer, e.getMessage(), e.fix());
            return Optional.empty();
        }
    }

    private void note(String pointer, String message, String fix) {
        problems.add(file.at(pointer, message, fix));
    }

    /** The key as a segment of a JSON pointer. */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
