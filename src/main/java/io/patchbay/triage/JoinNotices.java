package io.patchbay.triage;

import io.patchbay.cases.Cases;
import io.patchbay.cases.Opened;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.Operation;
import io.patchbay.intake.IntakeSteps;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What the destinations of an open case are sent when a call joins it or says more: the ticket gets the new summary, there is
 * no second ticket, and a page only for a severity newly confirmed.
 */
@Component
class JoinNotices {
    private final IntakeSteps intake;
    private final CasePages pages;
    private final Cases cases;

    JoinNotices(IntakeSteps intake, CasePages pages, Cases cases) {
        this.intake = intake;
        this.pages = pages;
        this.cases = cases;
    }

    /** @param incident the incident that the case belongs to and the transaction holds, or the empty string */
    void joined(CallInProgress call, Opened opened, String incident, List<Addition> additions) {
        String ref = opened.brief().ref();
        if (opened.isTicketNews()) {
            additions.add(new Addition(ref, "jira", Operation.ADD_COMMENT, opened.comment()));
        }
        additions.add(new Addition(ref, "slack", Operation.UPDATE_MESSAGE));
        // The sender of the call is told which case it belongs to.
        if (intake.writesBack(call.report().source())) {
            additions.add(
                    call.call().isRevise()
                            ? new Addition(ref, "writeback", Operation.CASE_UPDATED)
                            : new Addition(
                                    ref,
                                    "writeback",
                                    Operation.CALL_JOINED,
                                    call.call().asJoined()));
        }
        if (opened.isPageNews() && pages.claim(call.signals().signature(), incident, ref)) {
            cases.pages(ref);
            additions.add(new Addition(ref, "pagerduty", Operation.TRIGGER));
        }
    }
}
