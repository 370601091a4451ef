package io.patchbay.intake.source;

import io.patchbay.event.CallField.Kind;
import io.patchbay.event.Phase;
import io.patchbay.intake.expression.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How an event is recognised before it is translated.
 *
 * @param deliveryIds ways to build the delivery's id, each a list of parts; the first whose parts are all there counts
 * @param type the sender's name for this kind of event; where it finds nothing, the word of the phase rule stands in
 * @param phases the first rule whose word is there decides
 * @param timestamp when the sender says that it said this
 */
public record EnvelopeMapping(
        List<List<Expression>> deliveryIds,
        Expression type,
        Expression callId,
        List<PhaseRule> phases,
        Expression timestamp) {

    public EnvelopeMapping {
        deliveryIds = List.copyOf(deliveryIds);
        phases = List.copyOf(phases);
    }

    /** Where the canonical call report has them. */
    static EnvelopeMapping canonical(List<List<Expression>> deliveryIds) {
        Map<String, Phase> phases =
                Arrays.stream(Phase.values()).collect(Collectors.toMap(Phase::wireName, Function.identity()));
        Expression type = Expression.at("/type", Kind.TEXT);
        return new EnvelopeMapping(
                deliveryIds,
                type,
                Expression.at("/data/call/id", Kind.TEXT),
                List.of(new PhaseRule(type, phases, Set.of(), Optional.empty())),
                Expression.at("/timestamp", Kind.TIME));
    }
}
