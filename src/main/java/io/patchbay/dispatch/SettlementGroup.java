package io.patchbay.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Outcomes that are written down together: the body of the settle routes. Used by one thread at a time. */
public final class SettlementGroup {
    private List<Settlement> outcomes;

    SettlementGroup(List<Settlement> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    public boolean isEmpty() {
        return outcomes.isEmpty();
    }

    /** Whether writing it down failed before: then it takes what is free, and waits for nobody who holds the rest. */
    public boolean isRetried() {
        return outcomes.stream().anyMatch(each -> each.tries() > 0);
    }

    /** The cases that the outcomes are about, each once, in one order everywhere. */
    public Set<String> caseReferences() {
        return outcomes.stream().map(Settlement::caseRef).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Settlement> outcomes() {
        return outcomes;
    }

    /** Leaves out what is about those cases, and returns it. */
    List<Settlement> leaveOut(Collection<String> caseRefs) {
        List<Settlement> left = outcomes.stream()
                .filter(each -> caseRefs.contains(each.caseRef()))
                .toList();
        outcomes = outcomes.stream()
                .filter(each -> !caseRefs.contains(each.caseRef()))
                .toList();
        return left;
    }
}
