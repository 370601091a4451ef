package io.patchbay.triage;

import io.patchbay.cases.SlackAction;
import io.patchbay.cases.SlackActions;
import io.patchbay.cases.StaffAction;
import io.patchbay.cases.StaffActionResult;
import io.patchbay.cases.StaffActions;
import io.patchbay.connectors.SlackWorkspace;
import io.patchbay.directory.Permissions;
import io.patchbay.directory.Staff;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.DialogRequest;
import io.patchbay.event.Feedback;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.WebhookDelivery;
import java.util.List;
import org.springframework.stereotype.Component;

/** Buttons and dialogs of a case's message act for members of staff who work in the case's queue, once. */
@Component
public class SlackActionSteps {
    private final SlackWorkspace workspace;
    private final IntakeSteps intake;
    private final Staff staff;
    private final Permissions permissions;
    private final SlackActions slackActions;
    private final StaffActions staffActions;
    private final StaffSteps staffSteps;
    private final CaseNotices notices;
    private final Planner planner;

    SlackActionSteps(
            SlackWorkspace workspace,
            IntakeSteps intake,
            Staff staff,
            Permissions permissions,
            SlackActions slackActions,
            StaffActions staffActions,
            StaffSteps staffSteps,
            CaseNotices notices,
            Planner planner) {
        this.workspace = workspace;
        this.intake = intake;
        this.staff = staff;
        this.permissions = permissions;
        this.slackActions = slackActions;
        this.staffActions = staffActions;
        this.staffSteps = staffSteps;
        this.notices = notices;
        this.planner = planner;
    }

    /** Carries out what a member of staff asks for, or tells that person alone why not. What others ask for does nothing. */
    public ToolReport perform(ToolReport report) {
        if (!workspace.isOurs(report.facts())) {
            return report;
        }
        SlackAction action = slackActions.read(report.facts(), staff.people(report.facts()));
        String refusal = refusal(action);
        if (!refusal.isEmpty()) {
            action = slackActions.forbid(action, refusal);
        }
        if (action.isRefused()) {
            planner.add(List.of(new Addition(action.ref(), "slack", Operation.POST_EPHEMERAL, action.why())));
        } else if (action.isAct()) {
            act(action);
        }
        return report.about(action.ref());
    }

    /** By the same methods as what is done by the API; message and thread say who did what. */
    private void act(SlackAction action) {
        slackActions.record(action);
        notices.plan(carryOut(action.action()));
        planner.add(List.of(new Addition(action.ref(), "slack", Operation.POST_REPLY, action.reply())));
    }

    private StaffActionResult carryOut(StaffAction action) {
        if (action instanceof StaffAction.Owner owner) {
            return staffActions.owner(owner);
        }
        if (action instanceof StaffAction.Confirm confirm) {
            return staffSteps.confirm(confirm);
        }
        return staffActions.note((StaffAction.Note) action);
    }

    /** The dialog that a member of staff asks for and may use; none when it comes too late to be opened. */
    public List<DialogRequest> requestedDialog(WebhookDelivery delivery) {
        List<Feedback> facts = intake.pressed(delivery);
        if (!workspace.isOurs(facts)) {
            return List.of();
        }
        SlackAction action = slackActions.preview(facts, staff.people(facts));
        return action.isDialog() && refusal(action).isEmpty()
                ? List.of(new DialogRequest(action.trigger(), action.kind(), action.brief()))
                : List.of();
    }

    private String refusal(SlackAction action) {
        return action.kind().isEmpty() ? "" : permissions.refusalFor(action.who(), action.permission(), action.queue());
    }
}
