package io.patchbay.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Dispatches of one destination, claimed together; what they say is composed from the cases that they name. */
public final class Batch {
    static final Batch EMPTY = new Batch(List.of());

    private final List<Claimed> rows;

    Batch(List<Claimed> rows) {
        this.rows = List.copyOf(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The cases that the dispatches are for, each once. */
    public List<String> caseReferences() {
        return rows.stream().map(Claimed::caseRef).distinct().toList();
    }

    /** Without the dispatches for those cases. */
    Batch without(Collection<String> refs) {
        return new Batch(
                rows.stream().filter(row -> !refs.contains(row.caseRef())).toList());
    }

    /** A batch for each case. */
    List<Batch> byCase() {
        return rows.stream().collect(Collectors.groupingBy(Claimed::caseRef)).values().stream()
                .map(Batch::new)
                .toList();
    }

    List<Claimed> rows() {
        return rows;
    }
}
