package io.patchbay.triage;

import io.patchbay.cases.CaseFeedback;
import io.patchbay.cases.FeedbackResult;
import io.patchbay.directory.Staff;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.Feedback;
import io.patchbay.incidents.IncidentSignals;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.IntakeSteps;
import io.patchbay.intake.KeptEvent;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The steps of the feedback routes, in the transaction that ends the event. */
@Component
public class FeedbackSteps {
    private final IntakeSteps intake;
    private final Inbox inbox;
    private final Staff staff;
    private final DispatchActions desk;
    private final CaseFeedback cases;
    private final CaseNotices notices;
    private final IncidentSignals incidents;
    private final Planner planner;

    FeedbackSteps(
            IntakeSteps intake,
            Inbox inbox,
            Staff staff,
            DispatchActions desk,
            CaseFeedback cases,
            CaseNotices notices,
            IncidentSignals incidents,
            Planner planner) {
        this.intake = intake;
        this.inbox = inbox;
        this.staff = staff;
        this.desk = desk;
        this.cases = cases;
        this.notices = notices;
        this.incidents = incidents;
        this.planner = planner;
    }

    /** Message Translator: the tool's own format becomes canonical facts, without any text that people wrote. */
    public ToolReport translate(KeptEvent event) {
        return new ToolReport(event, intake.about(event), intake.feedback(event), "");
    }

    /** A ticket or a page changes its case; the case's message and sources are updated. */
    public ToolReport updateCase(ToolReport report) {
        return report.about(update(report.facts()));
    }

    /** The same for what a tool was found to hold and no event reported. */
    public void apply(List<Feedback> facts) {
        update(facts);
    }

    private String update(List<Feedback> facts) {
        FeedbackResult result = cases.take(facts, desk.caseOfMarkers(facts), staff.people(facts));
        List<Addition> additions = new ArrayList<>();
        if (result.isChanged()) {
            additions.addAll(notices.changed(result.caseRef(), result.source()));
        }
        if (result.resolvesPage()) {
            additions.add(new Addition(result.caseRef(), "pagerduty", Operation.RESOLVE));
        }
        planner.add(additions);
        return result.caseRef();
    }

    /** Monitors and the status page report what fires. */
    public void observe(ToolReport report) {
        incidents.observe(report.facts());
    }

    /** Ends the event, with the case that it was about. */
    public void end(ToolReport report) {
        inbox.done(report.event(), report.caseRef());
    }
}
