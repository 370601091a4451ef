package io.patchbay.intake.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.intake.expression.Condition;
import io.patchbay.intake.expression.Message;
import io.patchbay.intake.expression.Pointer;
import io.patchbay.intake.expression.RawEvent;
import io.patchbay.platform.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an answer of a provider's API is told in the words of its webhooks, so that one mapping reads both.
 *
 * @param when what has to stand in the answer
 * @param form whether the event is a form; otherwise it is JSON
 * @param event the event, with places like {@code {answer/status}} in its texts
 */
public record Telling(List<Condition> when, boolean form, JsonNode event) {
    static final Pattern PLACE = Pattern.compile("\\{(answer|event|call_id)(/[^{}]*)?}");

    /** Whether this is how the answer is told. */
    boolean fits(Message answer) {
        return when.stream().allMatch(condition -> condition.holds(answer));
    }

    /** @param said what stands under {@code answer}, {@code event} and {@code call_id} */
    RawEvent write(String source, Map<String, JsonNode> said) {
        JsonNode filled = filled(event, said);
        String text = form ? encoded(filled) : Json.write(filled);
        return new RawEvent(
                source,
                form ? "application/x-www-form-urlencoded" : "application/json",
                "",
                Map.of(),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** The node with what stands at each place; a member whose place is empty is left out. */
    private static JsonNode filled(JsonNode node, Map<String, JsonNode> said) {
        if (node.isObject()) {
            ObjectNode filled = Json.mapper().createObjectNode();
            node.properties().forEach(member -> {
                JsonNode value = filled(member.getValue(), said);
                if (!value.isMissingNode() && !value.isNull()) {
                    filled.set(member.getKey(), value);
                }
            });
            return filled;
        }
        if (node.isArray()) {
            ArrayNode filled = Json.mapper().createArrayNode();
            node.forEach(element -> {
                JsonNode value = filled(element, said);
                if (!value.isMissingNode()) {
                    filled.add(value);
                }
            });
            return filled;
        }
        return node.isTextual() ? found(node, said) : node;
    }

    private static JsonNode found(JsonNode text, Map<String, JsonNode> said) {
        Matcher place = PLACE.matcher(text.textValue());
        return place.matches() ? at(place, said) : text;
    }

    static JsonNode at(Matcher place, Map<String, JsonNode> said) {
        JsonNode whole =
                said.getOrDefault(place.group(1), com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        return place.group(2) == null ? whole : Pointer.parse(place.group(2)).read(whole);
    }

    private static String encoded(JsonNode members) {
        StringBuilder form = new StringBuilder();
        members.properties().forEach(member -> form.append(form.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(member.getKey(), StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(member.getValue().asText(), StandardCharsets.UTF_8)));
        return form.toString();
    }
}
