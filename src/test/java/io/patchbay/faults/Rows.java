package io.patchbay.faults;

/** How the tables say that something is over, or rightly not. */
final class Rows {
    /** States of an event that triage is done with. */
    static final String DECIDED = "('done', 'ignored', 'quarantined')";

    /** States of a dispatch that nothing more happens to by itself. */
    static final String FINISHED = "('done', 'dead', 'cancelled')";

    /**
     * Dispatches that are neither finished nor waiting for a reason. The reasons: another dispatch that is not finished, a
     * time still to come, and, where the outcome is unknown, a person who can read why.
     */
    static final String STUCK_DISPATCHES =
            "select d.id, d.case_ref, d.destination, d.operation, d.state, d.due_at, d.awaits from dispatch d"
                    + " left join dispatch a on a.id = d.awaits where d.state not in " + FINISHED
                    + " and not (d.state = 'waiting' and a.state not in " + FINISHED + ")"
                    + " and not (d.state in ('ready', 'unknown') and d.due_at > current_timestamp)"
                    + " and not (d.state = 'unknown' and coalesce(d.reason, '') <> '')";

    private Rows() {}
}
