package io.patchbay.intake.source;

import io.patchbay.event.Phase;
import io.patchbay.intake.expression.Expression;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which phase of a call an event tells, by one of the sender's own words.
 *
 * @param word where the word stands
 * @param phases the sender's words that mean a phase
 * @param ignored words that are known to mean none
 * @param others what every other word means, if anything
 */
public record PhaseRule(Expression word, Map<String, Phase> phases, Set<String> ignored, Optional<Phase> others) {

    public PhaseRule {
        phases = Map.copyOf(phases);
        ignored = Set.copyOf(ignored);
    }

    /** What that word means, or empty for one that means nothing to us: such an event is kept and ignored. */
    public Optional<Phase> phase(String word) {
        return Optional.ofNullable(phases.get(word)).or(() -> ignored.contains(word) ? Optional.empty() : others);
    }
}
