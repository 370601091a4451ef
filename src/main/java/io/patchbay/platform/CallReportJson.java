package io.patchbay.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A call report as JSON, with who said each value and how far it is confirmed: how reports are stored, and how golden
 * files show them. Reading what was written gives an equal report.
 *
 * <pre>{"source":"generic","call_id":"call-1","phases":["call.ended"],"fields":{"call.from":
 *   {"value":"+15550100001","origin":"source","confirmation":"reported","phase":"call.ended","at":"2026-11-21T09:00:05Z"}}}</pre>
 *
 * Times are RFC 3339, fields stand in the order of {@link CallField}, keys of a map in their natural order.
 */
public final class CallReportJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CallReportJson() {}

    /** The report as compact JSON. */
    public static String write(CallReport report) {
        return Json.write(tree(report));
    }

    /** The report as a JSON tree. */
    public static ObjectNode tree(CallReport report) {
        ObjectNode tree = JSON.objectNode();
        tree.put("source", report.source());
        tree.put("call_id", report.callId());
        ArrayNode phases = tree.putArray("phases");
        report.phases().forEach(phase -> phases.add(phase.wireName()));
        ObjectNode fields = tree.putObject("fields");
        report.fields().forEach((field, value) -> fields.set(field.path(), tree(value)));
        return tree;
    }

    private static ObjectNode tree(FieldValue field) {
        ObjectNode tree = JSON.objectNode();
        tree.set("value", plain(field.value()));
        tree.put("origin", field.origin().name().toLowerCase(Locale.ROOT));
        tree.put("confirmation", field.confirmation().wireName());
        tree.put("phase", field.phase().wireName());
        tree.put("at", field.at().toString());
        return tree;
    }

    private static JsonNode plain(Object value) {
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(entry -> array.add(String.valueOf(entry)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            new TreeMap<>(map).forEach((key, entry) -> object.put(String.valueOf(key), String.valueOf(entry)));
            return object;
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        return value instanceof Long number ? JSON.numberNode(number) : JSON.textNode(value.toString());
    }

    /**
     * Reads what {@link #write} wrote. A field that this version does not know is left out.
     *
     * @throws IllegalStateException when the text is not such a report
     */
    public static CallReport read(String text) {
        try {
            JsonNode tree = Json.read(text.getBytes(StandardCharsets.UTF_8));
            Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
            for (Map.Entry<String, JsonNode> entry : tree.path("fields").properties()) {
                CallField.ofPath(entry.getKey())
                        .ifPresent(field -> fields.put(field, fieldValue(field.kind(), entry.getValue())));
            }
            TreeSet<Phase> phases = new TreeSet<>();
            tree.path("phases").forEach(phase -> phases.add(phase(phase)));
            return new CallReport(required(tree, "source"), required(tree, "call_id"), phases, fields);
        } catch (IOException | RuntimeException e) {
            // The cause is left out: its message may repeat what a caller said.
            throw new IllegalStateException("a stored call report cannot be read");
        }
    }

    private static FieldValue fieldValue(CallField.Kind kind, JsonNode tree) {
        return new FieldValue(
                value(kind, tree.required("value")),
                Origin.valueOf(required(tree, "origin").toUpperCase(Locale.ROOT)),
                Confirmation.ofWireName(required(tree, "confirmation")).orElseThrow(),
                phase(tree.required("phase")),
                Instant.parse(required(tree, "at")));
    }

    private static Object value(CallField.Kind kind, JsonNode value) {
        return switch (kind) {
            case TEXT, PHONE -> value.asText();
            case FLAG -> value.asBoolean();
            case NUMBER -> value.asLong();
            case TIME -> Instant.parse(value.asText());
            case LIST -> {
                List<String> list = new ArrayList<>();
                value.forEach(entry -> list.add(entry.asText()));
                yield Collections.unmodifiableList(list);
            }
            case MAP -> {
                TreeMap<String, String> map = new TreeMap<>();
                value.properties()
                        .forEach(entry ->
                                map.put(entry.getKey(), entry.getValue().asText()));
                yield Collections.unmodifiableSortedMap(map);
            }
        };
    }

    private static Phase phase(JsonNode name) {
        return Phase.ofWireName(name.asText()).orElseThrow();
    }

    private static String required(JsonNode tree, String name) {
        return tree.required(name).asText();
    }
}
