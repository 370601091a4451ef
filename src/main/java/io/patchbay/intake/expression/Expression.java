package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.patchbay.event.CallField.Kind;
import java.util.List;
import java.util.Map;

/** How one value is found in an event: alternatives, of which the first that gives a fitting value counts. */
public final class Expression {
    private static final Dialling AS_WRITTEN = new Dialling("", false);

    /**
     * One way to find the value.
     *
     * @param when what must hold for it to count
     * @param from where to look, in order
     * @param constant the value itself, or null when it is looked for
     */
    record Alternative(List<Condition> when, List<Reference> from, JsonNode constant, Conversion conversion) {

        Reading read(Message message) {
            for (Condition condition : when) {
                if (!condition.holds(message)) {
                    return Reading.ABSENT;
                }
            }
            return conversion.apply(constant == null ? found(message) : constant);
        }

        private JsonNode found(Message message) {
            for (Reference reference : from) {
                JsonNode node = reference.read(message);
                if (!Scalars.isBlank(node)) {
                    return node;
                }
            }
            return MissingNode.getInstance();
        }
    }

    private final List<Alternative> alternatives;

    Expression(List<Alternative> alternatives) {
        this.alternatives = List.copyOf(alternatives);
    }

    /** An expression that finds nothing. */
    public static Expression nothing() {
        return new Expression(List.of());
    }

    /** The text itself, whatever the event says. */
    public static Expression constant(String text) {
        Alternative alternative = new Alternative(List.of(), List.of(), TextNode.valueOf(text), plain(Kind.TEXT));
        return new Expression(List.of(alternative));
    }

    /** What stands at that place, in the usual format of that kind of field. */
    public static Expression at(String reference, Kind kind) {
        return new Expression(
                List.of(new Alternative(List.of(), List.of(Reference.parse(reference)), null, plain(kind))));
    }

    private static Conversion plain(Kind kind) {
        return new Conversion(ValueFormat.usual(kind), AS_WRITTEN, "", "", "", Map.of(), true, "");
    }

    /** The first value that fits; when none does, the first that is there without fitting; else absent. */
    public Reading read(Message message) {
        Reading unfit = Reading.ABSENT;
        for (Alternative alternative : alternatives) {
            Reading reading = alternative.read(message);
            if (reading instanceof Reading.Found) {
                return reading;
            }
            unfit = unfit instanceof Reading.Absent ? reading : unfit;
        }
        return unfit;
    }

    /** The value as text, or the empty string when there is none that fits. */
    public String text(Message message) {
        return read(message) instanceof Reading.Found found ? found.value().toString() : "";
    }

    /** Where it looks first, for a message to a person; or the empty string when it looks nowhere. */
    public String place() {
        return alternatives.stream()
                .flatMap(alternative -> alternative.from().stream())
                .map(Reference::toString)
                .findFirst()
                .orElse("");
    }
}
