package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * How what stands in an event becomes a value, in this order: take one pair out of a base64 text, take the first text that
 * begins in a certain way, split, translate by a value map, prefix, read in a format.
 *
 * @param pair the key whose value is taken from {@code key=value;key=value} in base64, or the empty string
 * @param start how the text begins that is taken, of several or of one; or the empty string for whatever stands there
 * @param split what separates the entries of a list written as a text, or the empty string
 * @param map values of the sender to values of ours; empty for none
 * @param keepOthers whether a value that the map does not name passes through, or does not fit
 * @param prefix what stands before the value, or the empty string
 */
public record Conversion(
        ValueFormat format,
        Dialling dialling,
        String pair,
        String start,
        String split,
        Map<String, String> map,
        boolean keepOthers,
        String prefix) {

    Reading apply(JsonNode node) {
        JsonNode told = beginning(pair.isEmpty() ? node : pairOf(node));
        if (Scalars.isBlank(told)) {
            return Reading.ABSENT;
        }
        JsonNode translated = translate(divide(told));
        Object value = translated == null ? null : format.read(translated, dialling);
        return value == null ? new Reading.Unfit(Scalars.words(told)) : new Reading.Found(value);
    }

    private JsonNode pairOf(JsonNode node) {
        try {
            String pairs = new String(Base64.getDecoder().decode(node.asText()), StandardCharsets.UTF_8);
            for (String each : pairs.split("[;&,]")) {
                if (each.strip().startsWith(pair + "=")) {
                    return TextNode.valueOf(each.strip().substring(pair.length() + 1));
                }
            }
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
        return MissingNode.getInstance();
    }

    private JsonNode beginning(JsonNode node) {
        if (start.isEmpty()) {
            return node;
        }
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (each.isTextual() && each.textValue().startsWith(start)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode divide(JsonNode node) {
        if (split.isEmpty() || !node.isTextual()) {
            return node;
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : node.textValue().split(java.util.regex.Pattern.quote(split), Scalars.MOST_ENTRIES + 1)) {
            parts.add(part);
        }
        return parts;
    }

    /** The node as the map and the prefix have it, or null when nothing of it may pass. */
    private JsonNode translate(JsonNode node) {
        if (map.isEmpty() && prefix.isEmpty()) {
            return node;
        }
        if (!node.isArray()) {
            return translateOne(node);
        }
        ArrayNode translated = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : node) {
            JsonNode one = translateOne(entry);
            if (one != null) {
                translated.add(one);
            }
        }
        return translated.isEmpty() ? null : translated;
    }

    private JsonNode translateOne(JsonNode node) {
        if (node.isContainerNode()) {
            return map.isEmpty() || keepOthers ? node : null;
        }
        String word = node.asText().strip();
        String ours = map.get(word);
        if (ours == null && !map.isEmpty() && !keepOthers) {
            return null;
        }
        return ours == null && prefix.isEmpty() ? node : TextNode.valueOf(prefix + (ours == null ? word : ours));
    }
}
