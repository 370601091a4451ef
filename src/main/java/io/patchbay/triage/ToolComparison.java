package io.patchbay.triage;

import io.patchbay.cases.Drifts;
import io.patchbay.connectors.ToolState;
import io.patchbay.directory.Staff;
import io.patchbay.event.Feedback;
import java.util.List;
import org.springframework.stereotype.Component;

/** Compares a case with what a tool holds of it. Its steps run in the transaction of the route. */
@Component
public class ToolComparison {
    private final Drifts drifts;
    private final Staff staff;

    ToolComparison(Drifts drifts, Staff staff) {
        this.drifts = drifts;
        this.staff = staff;
    }

    /** Notes what the case was not notified of. */
    public void compare(ToolState state) {
        drifts.compare(state.caseRef(), state.tool(), state.facts(), staff.people(state.facts()));
    }

    /** What the tool holds, for the case to take; nothing when that was done before. */
    public List<Feedback> resolve(DriftResolution resolution) {
        return drifts.resolve(resolution.driftId(), resolution.who(), resolution.why());
    }
}
