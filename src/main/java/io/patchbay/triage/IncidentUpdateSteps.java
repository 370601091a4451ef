package io.patchbay.triage;

import io.patchbay.cases.Affected;
import io.patchbay.cases.CaseFeedback;
import io.patchbay.connectors.EmailReachability;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.UpdateSeen;
import io.patchbay.incidents.DueUpdate;
import io.patchbay.incidents.IncidentUpdates;
import io.patchbay.incidents.UpdateChannel;
import io.patchbay.incidents.UpdateChannels;
import io.patchbay.incidents.UpdatesSeen;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.KeptEvent;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The steps that bring an incident's published message to one case, once and through one channel. */
@Component
public class IncidentUpdateSteps {
    private final CaseFeedback cases;
    private final IncidentUpdates updates;
    private final UpdateChannels channels;
    private final UpdatesSeen acknowledgements;
    private final EmailReachability email;
    private final IntakeSteps intake;
    private final Inbox inbox;
    private final Planner planner;

    IncidentUpdateSteps(
            CaseFeedback cases,
            IncidentUpdates updates,
            UpdateChannels channels,
            UpdatesSeen acknowledgements,
            EmailReachability email,
            IntakeSteps intake,
            Inbox inbox,
            Planner planner) {
        this.cases = cases;
        this.updates = updates;
        this.channels = channels;
        this.acknowledgements = acknowledgements;
        this.email = email;
        this.intake = intake;
        this.inbox = inbox;
        this.planner = planner;
    }

    /** Locks the case, takes its update, and selects the first channel of the company's list that reaches the case. */
    public AffectedCase take(DueUpdate update) {
        Affected state = cases.affected(update.caseRef(), update.incidentId());
        boolean taken = updates.take(update);
        UpdateChannel channel = channels.choose(
                state.trusted(),
                state.why(),
                intake.writesBack(state.source()),
                email.problem(state.accountId(), state.restricted()));
        return new AffectedCase(update, state, channel, taken);
    }

    /** Plans a comment on the ticket that the customer reads. */
    public void commentOnTicket(AffectedCase affected) {
        DueUpdate update = affected.update();
        updates.planned(update, "ticket", plan(update, "jira", Operation.ADD_COMMENT, update.comment()));
    }

    /** Plans a write-back to the source of the case's first call. */
    public void writeBack(AffectedCase affected) {
        DueUpdate update = affected.update();
        String dispatch = plan(update, "writeback", Operation.INCIDENT_UPDATED, update.news());
        updates.plannedAt(update, affected.state().source(), dispatch);
    }

    /** Plans an e-mail to the verified address of the case's account. */
    public void sendEmail(AffectedCase affected) {
        DueUpdate update = affected.update();
        updates.planned(update, "email", plan(update, "email", Operation.SEND_UPDATE, update.news()));
    }

    /** Plans a comment that only staff read: the caller is not notified. */
    public void notifyStaff(AffectedCase affected) {
        DueUpdate update = affected.update();
        plan(update, "jira", Operation.ADD_COMMENT, update.staffComment());
        skip(affected);
    }

    /** Notes why the caller is not notified. */
    public void skip(AffectedCase affected) {
        updates.skipped(affected.update(), affected.selected().why());
    }

    /**
     * Notes that a source acknowledged an update, and ends the event.
     *
     * @throws RuntimeException when the source was sent no such update about that case, so that the event is quarantined
     */
    public void acknowledge(KeptEvent event) {
        UpdateSeen seen = intake.seen(event);
        if (!acknowledgements.take(seen)) {
            intake.notTold();
        }
        inbox.done(event, seen.caseRef());
    }

    private String plan(DueUpdate update, String destination, String operation, Map<String, String> payload) {
        return planner.add(update.caseRef(), destination, operation, payload);
    }
}
