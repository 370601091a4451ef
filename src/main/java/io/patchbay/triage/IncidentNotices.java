package io.patchbay.triage;

import io.patchbay.cases.Affected;
import io.patchbay.cases.CaseFeedback;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.incidents.IncidentLink;
import io.patchbay.incidents.IncidentThreads;
import io.patchbay.incidents.IncidentUpdates;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What staff see of an incident where they work: its thread, and the comment on each linked ticket. */
@Component
public class IncidentNotices {
    private final IncidentThreads threads;
    private final IncidentUpdates updates;
    private final CaseFeedback cases;
    private final Planner planner;
    private final int threadSeconds;

    /** @param threadSeconds how long the live count in a thread may lag behind */
    IncidentNotices(
            IncidentThreads threads,
            IncidentUpdates updates,
            CaseFeedback cases,
            Planner planner,
            @Value("${patchbay.incidents.thread-seconds}") int threadSeconds) {
        this.threads = threads;
        this.updates = updates;
        this.cases = cases;
        this.planner = planner;
        this.threadSeconds = threadSeconds;
    }

    /** Plans an update of the stale thread of the incident, in the caller's transaction, unless another node did. */
    public void refreshThread(String incidentRef) {
        if (threads.take(incidentRef)) {
            planner.showWithin(incidentRef, "slack", Operation.UPDATE_MESSAGE, threadSeconds);
        }
    }

    /** Plans the comment that names the incident on the case's ticket, in the caller's transaction, once. */
    public void commentLink(IncidentLink link) {
        Affected affected = cases.affected(link.caseRef(), link.incidentId());
        if (updates.takeLink(link) && affected.why().isEmpty() && !link.labelled()) {
            planner.add(link.caseRef(), "jira", Operation.ADD_COMMENT, link.comment());
        }
    }
}
