package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * An object whose members the sender's own configuration names: what a voice agent was told to collect. Or a list of those,
 * as several analyses give them, each an object, the same as JSON in a text, or words.
 */
public final class Spread {
    /** The name of a text of several words. */
    private static final String TEXT = "text";

    /** The name of a single word or number. */
    private static final String LABEL = "label";

    private static final int MOST_MEMBERS = 200;

    private final Reference from;
    private final Pointer value;
    private final Map<String, Conversion> conversions;

    /** @param value where inside each member the value stands, or null when the member is the value */
    Spread(Reference from, Pointer value, Map<String, Conversion> conversions) {
        this.from = from;
        this.value = value;
        this.conversions = Map.copyOf(conversions);
    }

    /**
     * Tells what every member says that says something, in the order of their names: read by its conversion when it has
     * one, otherwise as words that fit no field. Of members of one name the first counts. What is no object is the member
     * {@code text}, or {@code label} when it is one word; a further one is numbered.
     */
    public void read(Message message, BiConsumer<String, Reading> consumer) {
        Map<String, JsonNode> members = new TreeMap<>();
        JsonNode found = from.read(message);
        for (JsonNode element : found.isArray() ? found : List.of(found)) {
            JsonNode inside = element.isTextual() ? message.insideOf(element) : element;
            if (inside.isObject()) {
                inside.properties().forEach(member -> keep(members, member.getKey(), valueOf(member.getValue())));
            } else if (!Scalars.isBlank(element)) {
                keepNumbered(members, element);
            }
        }
        members.forEach((key, node) -> {
            Conversion conversion = conversions.get(key);
            consumer.accept(key, conversion == null ? new Reading.Unfit(Scalars.words(node)) : conversion.apply(node));
        });
    }

    private static void keep(Map<String, JsonNode> members, String key, JsonNode node) {
        if (members.size() < MOST_MEMBERS && !Scalars.isBlank(node)) {
            members.putIfAbsent(key, node);
        }
    }

    private static void keepNumbered(Map<String, JsonNode> members, JsonNode node) {
        String name = node.asText().strip().contains(" ") || node.isContainerNode() ? TEXT : LABEL;
        String key = name;
        for (int number = 2; members.containsKey(key) && number <= MOST_MEMBERS; number++) {
            key = name + " " + number;
        }
        keep(members, key, node);
    }

    private JsonNode valueOf(JsonNode member) {
        return value == null ? member : value.read(member);
    }
}
