package io.patchbay.connectors;

import io.patchbay.connectors.jira.JiraSettings;
import io.patchbay.connectors.slack.SlackSettings;
import io.patchbay.dispatch.DispatchPlaces;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Relocation;
import io.patchbay.dispatch.WithdrawalReason;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import java.util.Objects;

/** The projects, channels and services of the queues, and what it means for a case to go from one to another. */
public final class CasePlaces implements DispatchPlaces {
    private static final String REVIEW = "review";

    private final Destinations destinations;

    CasePlaces(Destinations destinations) {
        this.destinations = destinations;
    }

    @Override
    public String of(String destination, String operation, CaseBrief brief) {
        String queue = brief.queue();
        return switch (operation) {
            case Operation.CREATE_ISSUE ->
                destinations
                        .jira()
                        .map(jira -> jira.projects().get(queue))
                        .map(JiraSettings.Project::key)
                        .orElse("");
            case Operation.POST_MESSAGE ->
                destinations
                        .slack()
                        .map(slack -> slack.channels().getOrDefault(queue, ""))
                        .orElse("");
            case Operation.TRIGGER ->
                destinations
                        .pagerDuty()
                        .map(pagerDuty -> pagerDuty.place(queue))
                        .orElse("");
            default -> "";
        };
    }

    /**
     * What becomes of the ticket and the message of a case that moved. Another account and a restricted queue, entered or
     * left, always mean new ones. Between other queues it depends on whether project and channel differ, and on what the
     * company wants then; a case that has ended stays where it is. A case that waited in review for its call's own report keeps them unless the company says otherwise.
     *
     * @param move null for a case that stays where it is
     */
    public Relocation relocation(CaseMove move) {
        if (move == null) {
            return Relocation.NONE;
        }
        CaseBrief to = move.to();
        if (move.isTenantChanged()) {
            return new Relocation(true, true, WithdrawalReason.TENANT);
        }
        if (!move.isQueueChanged() || to.terminal()) {
            return Relocation.NONE;
        }
        if (to.restricted()) {
            return new Relocation(true, true, WithdrawalReason.RESTRICTED);
        }
        if (move.fromRestricted()) {
            return new Relocation(true, true, WithdrawalReason.LEFT_RESTRICTED);
        }
        boolean byItself = move.fromQueue().equals(REVIEW) && !move.byStaff();
        boolean inThread = to.receipt("slack").status().equals("in_thread");
        return new Relocation(
                isTicketMoved(move.fromQueue(), to.queue(), byItself),
                !inThread && isMessageMoved(move.fromQueue(), to.queue(), byItself),
                WithdrawalReason.MOVED);
    }

    /** Whether the company says how a done ticket is opened again. */
    public boolean reopensTickets() {
        return destinations.jira().filter(jira -> !jira.reopen().isEmpty()).isPresent();
    }

    private boolean isTicketMoved(String from, String to, boolean byItself) {
        if (destinations.jira().isEmpty()) {
            return false;
        }
        JiraSettings jira = destinations.jira().get();
        JiraSettings.Project before = jira.projects().get(from);
        JiraSettings.Project after = jira.projects().get(to);
        boolean same = before != null
                && after != null
                && before.key().equals(after.key())
                && before.securityLevel().equals(after.securityLevel());
        return !same && (byItself ? jira.moves().newOutOfReview() : jira.moves().newTicket());
    }

    private boolean isMessageMoved(String from, String to, boolean byItself) {
        if (destinations.slack().isEmpty()) {
            return false;
        }
        SlackSettings slack = destinations.slack().get();
        boolean same =
                Objects.equals(slack.channels().get(from), slack.channels().get(to));
        return !same
                && (byItself ? slack.moves().newOutOfReview() : slack.moves().newMessage());
    }
}
