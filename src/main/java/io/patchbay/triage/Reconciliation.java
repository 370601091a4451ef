package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.dispatch.Batch;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.DispatchQueue;
import io.patchbay.dispatch.DuplicateSearch;
import io.patchbay.dispatch.DuplicateTickets;
import io.patchbay.dispatch.Planner;
import io.patchbay.dispatch.Replay;
import io.patchbay.dispatch.Verdict;
import io.patchbay.event.Settled;
import io.patchbay.incidents.IncidentThreads;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What becomes of a dispatch other than by an answer of its destination: the end of a lease, a person's verdict, a replay, a
 * duplicate. Each runs in the transaction of its route, and locks cases before incidents and both before dispatches, as is
 * done everywhere.
 */
@Component
public class Reconciliation {
    private final Cases cases;
    private final IncidentThreads incidentThreads;
    private final DispatchQueue queue;
    private final DispatchActions desk;
    private final DuplicateTickets duplicates;
    private final SettledEffects effects;
    private final Planner planner;

    Reconciliation(
            Cases cases,
            IncidentThreads incidentThreads,
            DispatchQueue queue,
            DispatchActions desk,
            DuplicateTickets duplicates,
            SettledEffects effects,
            Planner planner) {
        this.cases = cases;
        this.incidentThreads = incidentThreads;
        this.queue = queue;
        this.desk = desk;
        this.duplicates = duplicates;
        this.effects = effects;
        this.planner = planner;
    }

    /**
     * Makes the outcome of expired claims unknown. A case that is locked elsewhere, perhaps by a node that stands still, delays
     * its own dispatches only.
     */
    public void recover(Batch expired) {
        if (expired.isEmpty()) {
            return;
        }
        Batch free = queue.free(expired, cases.lockAvailable(expired.caseReferences()));
        free = queue.free(free, incidentThreads.lockAvailable(free.caseReferences()));
        effects.record(queue.sweep(free));
    }

    /** Applies a person's verdict on an unknown or dead dispatch, and returns what changed by it. */
    public List<Settled> decide(Verdict verdict) {
        lock(desk.caseOf(verdict));
        return effects.record(desk.decide(verdict));
    }

    /** Sends dead dispatches again, and returns those that were dead. */
    public List<Settled> replay(Replay replay) {
        lock(desk.casesOf(replay));
        return effects.record(desk.replay(replay));
    }

    private void lock(Collection<String> caseReferences) {
        cases.lock(caseReferences);
        incidentThreads.lock(caseReferences);
    }

    /**
     * Writes down which tickets of one create were closed as duplicates. The case keeps the oldest; where its ticket changes by
     * that, links and messages follow.
     */
    public void settle(DuplicateSearch search) {
        cases.lock(search.caseReferences());
        planner.followOn(cases.duplicatesClosed(duplicates.settle(search)));
    }
}
