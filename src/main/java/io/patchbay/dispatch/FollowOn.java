package io.patchbay.dispatch;

import io.patchbay.event.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a settled dispatch calls for: the ticket is linked to the thread and to the page once both ends exist, a message
 * that went out before its ticket is written again, what stands no more is withdrawn, and the source is told. Pure.
 */
final class FollowOn {
    private static final Set<String> FIRST_EFFECTS =
            Set.of(Operation.CREATE_ISSUE, Operation.POST_MESSAGE, Operation.TRIGGER);

    private FollowOn() {}

    /** Whether anything can follow from it. */
    static boolean matters(Settled settled) {
        return FIRST_EFFECTS.contains(settled.operation()) && settled.ended()
                || settled.superseded()
                        && (settled.done() || settled.ended() && Operation.retouches(settled.operation()));
    }

    /**
     * The additions for one case.
     *
     * @param settled what has just been settled for this case and matters
     */
    static List<Addition> of(String caseRef, List<Settled> settled, CaseQueue queue) {
        List<Addition> additions = new ArrayList<>(Withdrawals.after(settled, queue));
        if (settled.stream().allMatch(Settled::superseded)) {
            return additions;
        }
        Optional<CaseQueue.Row> ticket = done(queue, "jira", Operation.CREATE_ISSUE);
        Optional<CaseQueue.Row> message = done(queue, "slack", Operation.POST_MESSAGE);
        Optional<CaseQueue.Row> page = done(queue, "pagerduty", Operation.TRIGGER);
        if (ticket.isPresent() && message.isPresent() && news(settled, ticket.get(), message.get())) {
            additions.add(link(caseRef, "slack"));
            if (wentOutBefore(message.get(), ticket.get())) {
                additions.add(new Addition(caseRef, "slack", Operation.UPDATE_MESSAGE, Map.of()));
            }
        }
        if (ticket.isPresent() && page.isPresent() && news(settled, ticket.get(), page.get())) {
            additions.add(link(caseRef, "pagerduty"));
        }
        if (queue.reaches("writeback")) {
            additions.add(new Addition(caseRef, "writeback", Operation.CASE_UPDATED, Map.of()));
        }
        return additions;
    }

    private static Addition link(String caseRef, String target) {
        return new Addition(caseRef, "jira", Operation.LINK, Map.of("target", target));
    }

    private static Optional<CaseQueue.Row> done(CaseQueue queue, String destination, String operation) {
        return queue.last(destination, operation).filter(CaseQueue.Row::stands).filter(CaseQueue.Row::done);
    }

    private static boolean news(List<Settled> settled, CaseQueue.Row one, CaseQueue.Row other) {
        return settled.stream()
                .anyMatch(each ->
                        each.dispatchId().equals(one.id()) || each.dispatchId().equals(other.id()));
    }

    /** A message that still awaits its ticket did not wait to the end; one without a ticket to wait for goes by its time. */
    private static boolean wentOutBefore(CaseQueue.Row message, CaseQueue.Row ticket) {
        return message.awaits() != null
                || message.sentAt() != null && message.sentAt().isBefore(ticket.settledAt());
    }
}
