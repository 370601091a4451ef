package io.patchbay.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes stored decisions again under the rule sets of their day: whatever does not come out the same has drifted. */
public final class Drift {
    private static final int NAMED = 20;

    private final DecisionStore decisions;
    private final RuleSets ruleSets;

    public Drift(DecisionStore decisions, RuleSets ruleSets) {
        this.decisions = decisions;
        this.ruleSets = ruleSets;
    }

    /**
     * What came of a check.
     *
     * @param drifted how many decisions do not come out as they were stored
     * @param examples the ids of some of those
     */
    public record Report(long checked, long drifted, List<String> examples) {}

    /**
     * The stored decision made again; empty when its rule set is not there any more.
     *
     * @param stored as it was read from the store
     */
    public Optional<Replay> replay(DecisionStore.Stored stored) {
        return ruleSets.find(stored.decision().ruleSet()).map(ruleSet -> ruleSet.replay(stored.decision()));
    }

    /** Replays the decisions of that long, at the most so many. */
    public Report check(Duration recent, int most) {
        long[] counts = new long[2];
        List<String> examples = new ArrayList<>();
        decisions.decisions(
                decisions.before(recent),
                most,
                page -> page.forEach(stored -> {
                    counts[0]++;
                    if (!replay(stored).map(Replay::agrees).orElse(false)) {
                        counts[1]++;
                        if (examples.size() < NAMED) {
                            examples.add(stored.id());
                        }
                    }
                }));
        return new Report(counts[0], counts[1], List.copyOf(examples));
    }
}
