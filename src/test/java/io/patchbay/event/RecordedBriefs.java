package io.patchbay.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request for briefs that keeps what it is given. */
public final class RecordedBriefs implements BriefRequest {
    private final List<String> refs;
    private final Map<String, CaseBrief> read = new HashMap<>();

    public RecordedBriefs(String... refs) {
        this.refs = List.of(refs);
    }

    @Override
    public Collection<String> caseReferences() {
        return refs;
    }

    @Override
    public void add(Map<String, CaseBrief> briefs) {
        read.putAll(briefs);
    }

    public CaseBrief of(String ref) {
        return read.get(ref);
    }
}
