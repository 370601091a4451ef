package io.patchbay.directory;

import io.patchbay.event.QueuePlan;
import java.time.Duration;
import java.util.List;

/**
 * A queue as it is configured.
 *
 * @param standIns who takes over while the owner is not there, in order
 * @param lead who owns the cases when nobody else is there; counts as reachable always
 * @param accountOwnerFirst whether the owner of the caller's account comes before the queue's owner
 * @param reopenWithin how long after its end a case is opened again by a call about its matter
 * @param transferNumber E.164, or empty
 */
record Queue(
        String name,
        Staff.Member owner,
        List<Staff.Member> standIns,
        Staff.Member lead,
        Hours hours,
        boolean accountOwnerFirst,
        boolean restricted,
        Duration reopenWithin,
        String transferNumber,
        List<QueuePlan.Step> steps) {

    Queue {
        standIns = List.copyOf(standIns);
        steps = List.copyOf(steps);
    }

    /** Whether the member works its cases: its owner, stand-ins and lead do, and whoever the directory gives the queue. */
    boolean isWorkedBy(Staff.Member member) {
        return owner.equals(member)
                || standIns.contains(member)
                || lead.equals(member)
                || member.queues().contains(name);
    }
}
