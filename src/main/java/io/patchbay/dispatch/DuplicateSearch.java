package io.patchbay.dispatch;

import io.patchbay.event.BriefRequest;
import io.patchbay.event.CaseBrief;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One search for the duplicates of a ticket: the body of the routes from its claim to its outcome. Used by one thread at a
 * time.
 */
public final class DuplicateSearch implements BriefRequest {
    private final DuplicateCheck check;
    private CaseBrief brief;
    private Outcome outcome;

    DuplicateSearch(DuplicateCheck check) {
        this.check = check;
    }

    DuplicateCheck check() {
        return check;
    }

    @Override
    public List<String> caseReferences() {
        return List.of(check.caseRef());
    }

    @Override
    public void add(Map<String, CaseBrief> read) {
        brief = read.get(check.caseRef());
    }

    /** What may have made more than one ticket. */
    public Delivery delivery() {
        return check.delivery(brief);
    }

    /**
     * Says what was found.
     *
     * @param with {@code SUCCEEDED}: there were duplicates, the ids are those of the ticket that is kept and the reason lists
     *     the keys of the others; {@code ABSENT}: there were none; anything else: it is not known
     */
    public void end(Outcome with) {
        outcome = Objects.requireNonNull(with);
    }

    Outcome outcome() {
        return outcome;
    }
}
