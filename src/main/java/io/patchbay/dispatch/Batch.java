package io.patchbay.dispatch;

import io.patchbay.event.BriefRequest;
import io.patchbay.event.CaseBrief;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Dispatches of one destination, claimed together; what they say is composed from the cases that they name. Used by one
 * thread at a time.
 */
public final class Batch implements BriefRequest {
    private final List<Claimed> rows;
    private final Map<String, CaseBrief> briefs = new HashMap<>();
    private List<Attempt> attempts = List.of();

    Batch(List<Claimed> rows) {
        this.rows = List.copyOf(rows);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    static Batch none() {
        return new Batch(List.of());
    }

    /** The cases that the dispatches are for, each once. */
    @Override
    public List<String> caseReferences() {
        return rows.stream().map(Claimed::caseRef).distinct().toList();
    }

    @Override
    public void add(Map<String, CaseBrief> read) {
        briefs.putAll(read);
    }

    Map<String, CaseBrief> briefs() {
        return briefs;
    }

    /** What of it is to be sent or looked up, once it is prepared. */
    public List<Attempt> attempts() {
        return attempts;
    }

    void attempt(List<Attempt> these) {
        attempts = List.copyOf(these);
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
