package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.dispatch.DispatchQueue;
import io.patchbay.dispatch.Planner;
import io.patchbay.dispatch.SettlementGroup;
import io.patchbay.dispatch.Settlements;
import io.patchbay.event.Settled;
import io.patchbay.incidents.IncidentThreads;
import io.patchbay.incidents.IncidentUpdates;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the cases and incidents learn from settled dispatches, and the dispatches that follow. */
@Component("settledEffects")
public class SettledEffects {
    private final DispatchQueue queue;
    private final Settlements settlements;
    private final Cases cases;
    private final IncidentUpdates updates;
    private final IncidentThreads incidentThreads;
    private final Planner planner;

    SettledEffects(
            DispatchQueue queue,
            Settlements settlements,
            Cases cases,
            IncidentUpdates updates,
            IncidentThreads incidentThreads,
            Planner planner) {
        this.queue = queue;
        this.settlements = settlements;
        this.cases = cases;
        this.updates = updates;
        this.incidentThreads = incidentThreads;
        this.planner = planner;
    }

    /**
     * Writes outcomes down, what the cases learn from them, and the dispatches that follow, in the transaction of the route.
     * Cases are locked before incidents and those before dispatches, here as in triage, so that the two never wait for each
     * other in a ring. A group that met a held case before leaves out what is held, which waits apart.
     */
    public void settle(SettlementGroup group) {
        if (group.isRetried()) {
            settlements.putAside(group, cases.lockAvailable(group.caseReferences()));
            settlements.putAside(group, incidentThreads.lockAvailable(group.caseReferences()));
        } else {
            cases.lock(group.caseReferences());
            incidentThreads.lock(group.caseReferences());
        }
        record(queue.settle(group));
    }

    /** Records what became of the dispatches, in the transaction that settled them and holds their cases. */
    public List<Settled> record(List<Settled> settled) {
        if (!settled.isEmpty()) {
            cases.record(settled);
            updates.record(settled);
            incidentThreads.record(settled);
            planner.followOn(settled);
        }
        return settled;
    }
}
