package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** An object whose members the sender's own configuration names: what a voice agent was told to collect. */
public final class Spread {
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
     * one, otherwise as words that fit no field.
     */
    public void read(Message message, BiConsumer<String, Reading> consumer) {
        Map<String, JsonNode> members = new TreeMap<>();
        from.read(message).properties().stream()
                .limit(MOST_MEMBERS)
                .forEach(member -> members.put(member.getKey(), valueOf(member.getValue())));
        members.forEach((key, node) -> {
            if (!Scalars.isBlank(node)) {
                Conversion conversion = conversions.get(key);
                consumer.accept(
                        key, conversion == null ? new Reading.Unfit(Scalars.words(node)) : conversion.apply(node));
            }
        });
    }

    private JsonNode valueOf(JsonNode member) {
        return value == null ? member : value.read(member);
    }
}
