package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.Settled;
import io.patchbay.incidents.Floods;
import io.patchbay.incidents.IncidentUpdates;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the cases and incidents learn from settled dispatches, and the dispatches that follow. */
@Component("settledEffects")
public class SettledEffects {
    private final Cases cases;
    private final IncidentUpdates updates;
    private final Floods floods;
    private final Planner planner;

    SettledEffects(Cases cases, IncidentUpdates updates, Floods floods, Planner planner) {
        this.cases = cases;
        this.updates = updates;
        this.floods = floods;
        this.planner = planner;
    }

    /** Records what became of the dispatches, in the transaction that settled them and holds their cases. */
    public List<Settled> record(List<Settled> settled) {
        if (!settled.isEmpty()) {
            cases.record(settled);
            updates.record(settled);
            floods.record(settled);
            planner.followOn(settled);
        }
        return settled;
    }
}
