package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.cases.StaffActionResult;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.CaseBrief;
import io.patchbay.incidents.Failures;
import io.patchbay.incidents.IncidentThreads;
import io.patchbay.intake.IntakeSteps;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the destinations of a case are sent when it has changed. */
@Component
public class CaseNotices {
    private final Cases cases;
    private final Failures failures;
    private final IncidentThreads incidentThreads;
    private final IntakeSteps intake;
    private final CasePages pages;
    private final Planner planner;

    CaseNotices(
            Cases cases,
            Failures failures,
            IncidentThreads incidentThreads,
            IntakeSteps intake,
            CasePages pages,
            Planner planner) {
        this.cases = cases;
        this.failures = failures;
        this.incidentThreads = incidentThreads;
        this.intake = intake;
        this.pages = pages;
        this.planner = planner;
    }

    /**
     * The case's message shows the change, and so does a write-back to every source of the case's calls, each under its own
     * call; several changes in a row show as one.
     *
     * @param source the source of the case's first call
     */
    List<Addition> changed(String caseRef, String source) {
        List<Addition> additions = new ArrayList<>();
        additions.add(new Addition(caseRef, "slack", Operation.UPDATE_MESSAGE));
        if (intake.writesBack(source)) {
            additions.add(new Addition(caseRef, "writeback", Operation.CASE_UPDATED));
        }
        cases.otherSources(caseRef).stream()
                .filter(call -> intake.writesBack(call.get("source")))
                .forEach(call -> additions.add(new Addition(caseRef, "writeback", Operation.CALL_JOINED, call)));
        return additions;
    }

    /** Plans what ticket, message, page and sources are sent of a person's action; nothing while the case waits for its release. */
    public void plan(StaffActionResult result) {
        if (!result.isSent()) {
            return;
        }
        CaseBrief brief = result.brief();
        List<Addition> additions = new ArrayList<>();
        // First the page: incidents are locked before dispatches.
        if (result.page() && claimPage(brief)) {
            additions.add(new Addition(brief.ref(), "pagerduty", Operation.TRIGGER));
        }
        if (result.resolve()) {
            pages.end(brief);
        }
        if (result.isTicketNews()) {
            additions.add(new Addition(brief.ref(), "jira", Operation.ADD_COMMENT, result.comment()));
        }
        additions.addAll(changed(brief.ref(), brief.source()));
        planner.add(additions);
    }

    /** Of all cases about one failure one pages, whoever confirmed the severity. */
    private boolean claimPage(CaseBrief brief) {
        String signature = failures.lock(brief);
        return pages.claim(signature, incidentThreads.incidentOf(brief.ref()), brief.ref());
    }
}
