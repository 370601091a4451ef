package io.patchbay.triage;

import io.patchbay.cases.Gathered;
import io.patchbay.cases.Opened;
import io.patchbay.cases.Releases;
import io.patchbay.cases.StaffAction;
import io.patchbay.directory.Directory;
import io.patchbay.directory.Queues;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.NewCase;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Signals;
import io.patchbay.incidents.Failures;
import io.patchbay.intake.IntakeSteps;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** A case that waited under supervision gets its dispatches, in the queue that the person chose. */
@Component("caseRelease")
public class CaseRelease {
    private final Releases releases;
    private final Directory directory;
    private final Failures failures;
    private final Queues queues;
    private final IntakeSteps intake;
    private final CasePages pages;
    private final Planner planner;

    CaseRelease(
            Releases releases,
            Directory directory,
            Failures failures,
            Queues queues,
            IntakeSteps intake,
            CasePages pages,
            Planner planner) {
        this.releases = releases;
        this.directory = directory;
        this.failures = failures;
        this.queues = queues;
        this.intake = intake;
        this.pages = pages;
        this.planner = planner;
    }

    /** Releases the case in the transaction of the route, and returns it as it now stands. */
    public CaseBrief release(StaffAction.Release action) {
        Gathered call = releases.call(action);
        AccountMatch match = directory.match(call.report());
        Signals signals = failures.observe(List.of(new MatchedCall(call.report(), match, call.caseRef())))
                .get(0);
        QueuePlan plan = queues.plan(call.news(), match);
        Opened opened = releases.release(action, match, plan);
        CaseBrief brief = opened.brief();
        QueuePlan planned = intake.writesBack(call.report().source()) ? plan : plan.without("writeback");
        if (brief.severity().pages() && !pages.claim(signals.signature(), "", brief.ref())) {
            planned = planned.without("pagerduty");
        }
        planner.plan(List.of(new NewCase(brief, planned, "")));
        planner.add(joined(action, opened));
        return brief;
    }

    /** Calls that joined while the case waited: the ticket tells of them, and their sources are told which case they belong to. */
    private List<Addition> joined(StaffAction.Release action, Opened opened) {
        List<Addition> additions = new ArrayList<>();
        if (opened.isTicketNews()) {
            String ref = opened.brief().ref();
            additions.add(new Addition(ref, "jira", Operation.ADD_COMMENT, opened.comment()));
            releases.joined(action).stream()
                    .filter(call -> intake.writesBack(call.report().source()))
                    .forEach(call ->
                            additions.add(new Addition(ref, "writeback", Operation.CALL_JOINED, call.asJoined())));
        }
        return additions;
    }
}
