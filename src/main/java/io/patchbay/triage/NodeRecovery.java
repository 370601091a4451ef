package io.patchbay.triage;

import io.patchbay.cases.Calls;
import io.patchbay.dispatch.DispatchQueue;
import io.patchbay.intake.Inbox;
import io.patchbay.platform.NodeLiveness;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Releases what a dead node had claimed, by the way of an expired lease. */
@Component
public class NodeRecovery {
    private final NodeLiveness liveness;
    private final Inbox inbox;
    private final Calls calls;
    private final DispatchQueue dispatches;

    NodeRecovery(NodeLiveness liveness, Inbox inbox, Calls calls, DispatchQueue dispatches) {
        this.liveness = liveness;
        this.inbox = inbox;
        this.calls = calls;
        this.dispatches = dispatches;
    }

    /**
     * Makes the node's events and calls due, and ends the leases of its dispatches. What cannot be released is tried again at
     * the next poll.
     *
     * @return whether dispatches of the node are now expired and to be recovered
     */
    public boolean release(String node) {
        try {
            int events = inbox.releaseClaims(node);
            int gathering = calls.releaseClaims(node);
            int sending = dispatches.endLeases(node);
            liveness.released(node, events, gathering, sending);
            return sending > 0;
        } catch (DataAccessException | TransactionException e) {
            liveness.notReleased(node, e);
            return false;
        }
    }
}
