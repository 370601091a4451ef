package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import java.time.Instant;
import java.util.Map;

/**
 * A ticket that may have a duplicate, claimed to be searched for.
 *
 * @param round 1 or 2
 * @param id the issue's id, as the dispatch has it
 * @param place the project that the ticket was first sent to, or null
 * @param reason why the ticket stands no more, or null while it does
 */
record DuplicateCheck(
        String dispatchId,
        int round,
        int tries,
        String caseRef,
        int sequence,
        String marker,
        int attempts,
        Instant firstSentAt,
        String id,
        String place,
        WithdrawalReason reason) {

    /** Whether the case has another ticket by now. */
    boolean isSuperseded() {
        return reason != null;
    }

    Delivery delivery(CaseBrief brief) {
        return new Delivery(
                dispatchId,
                "",
                "jira",
                Operation.CREATE_ISSUE,
                sequence,
                marker,
                attempts,
                firstSentAt,
                firstSentAt,
                Map.of(),
                brief,
                place,
                isSuperseded() ? new Target(dispatchId, true, place, id, "", "", reason, "") : null);
    }
}
