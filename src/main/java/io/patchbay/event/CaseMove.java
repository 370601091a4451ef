package io.patchbay.event;

/**
 * What changed about where a case belongs.
 *
 * @param fromQueue the queue that it had
 * @param fromRestricted whether that queue was restricted
 * @param fromAccount the account that it had, or the empty string when it was not known
 * @param ticketBefore the key of the ticket that it had, or the empty string
 * @param foreign whether ticket and message tell of a call that is on the case no more
 * @param byStaff whether a person's correction led to it
 * @param to the case as it now stands
 */
public record CaseMove(
        String fromQueue,
        boolean fromRestricted,
        String fromAccount,
        String ticketBefore,
        boolean foreign,
        boolean byStaff,
        CaseBrief to) {
    /** Whether the queue is another one. */
    public boolean isQueueChanged() {
        return !fromQueue.equals(to.queue());
    }

    /** Whether ticket and message tell of another account's matter; those of a case whose account nobody knew do not. */
    public boolean isTenantChanged() {
        return foreign
                || !fromAccount.isEmpty() && !fromAccount.equals(to.matter().accountId());
    }
}
