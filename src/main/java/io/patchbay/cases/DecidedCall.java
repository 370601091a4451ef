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
 * @param matter what it is about
 */
public record DecidedCall(
        Gathered call, AccountMatch match, String team, Decision decision, QueuePlan plan, Matter matter) {

    public DecidedCall(Gathered call, AccountMatch match, String team, Decision decision, QueuePlan plan) {
        this(call, match, team, decision, plan, Matter.of(call.report(), match, decision));
    }

    CallReport report() {
        return call.report();
    }
}
