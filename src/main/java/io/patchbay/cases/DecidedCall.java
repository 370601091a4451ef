package io.patchbay.cases;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.QueuePlan;

/**
 * A call that was decided and has no case yet.
 *
 * @param team the product team that answers for the product area, or the empty string
 * @param plan of the queue that it was decided for
 */
public record DecidedCall(Gathered call, AccountMatch match, String team, Decision decision, QueuePlan plan) {
    CallReport report() {
        return call.report();
    }

    Matter matter() {
        return Matter.of(call.report(), match, decision);
    }
}
