package io.patchbay.cases;

import io.patchbay.cases.staff.StaffActionRepository;
import io.patchbay.cases.staff.StaffEntries;
import io.patchbay.cases.staff.SupervisionRepository;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Lets cases go on that waited for a person. Runs in the caller's transaction. */
@Component("releases")
public class Releases {
    private static final int MOST_TOLD = 500;

    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final CallRepository calls;
    private final StaffActionRepository rows;
    private final SupervisionRepository supervision;
    private final TimelineRepository timeline;

    Releases(
            CaseRepository cases,
            BriefRepository briefs,
            CallRepository calls,
            StaffActionRepository rows,
            SupervisionRepository supervision,
            TimelineRepository timeline) {
        this.cases = cases;
        this.briefs = briefs;
        this.calls = calls;
        this.rows = rows;
        this.supervision = supervision;
        this.timeline = timeline;
    }

    /** The case's first call, locked until the transaction ends, and the queue it is to go to. */
    public Gathered call(StaffAction.Release action) {
        CaseBrief brief = brief(action.ref());
        CallRepository.Row row = calls.lock(brief.source(), brief.callId());
        String queue = action.queue().isEmpty() ? brief.queue() : action.queue();
        return new Gathered(row.report(), Gathered.Step.DECIDE, action.ref(), queue, "", true, row.sealed());
    }

    /**
     * Releases the case, with the plan of the queue that the person chose, and counts whether they agreed with the
     * rules: the queue as decided, nothing corrected. In another queue it is another matter.
     *
     * @param match which account the case's first call belongs to
     * @throws CaseConflict when the case does not wait for a release
     */
    public Opened release(StaffAction.Release action, AccountMatch match, QueuePlan plan) {
        cases.lock(action.ref());
        CaseBrief before = brief(action.ref());
        action.by().requireIn(before);
        if (!rows.release(action.ref())) {
            throw new CaseConflict("the case does not wait for a release");
        }
        boolean same = plan.queue().equals(before.queue());
        boolean agreed = same && rows.corrections(action.ref()) == 0;
        rows.status(action.ref(), "open", false);
        if (!same) {
            CallReport report =
                    calls.find(before.source(), before.callId()).orElseThrow().report();
            if (plan.restricted()) {
                calls.seal(calls.ofCase(action.ref()));
            }
            CaseBrief moved = before.movedTo(plan, action.by().actor());
            rows.queue(
                    plan.restricted() ? moved : moved.showing(matter(before, report, match)),
                    Matter.of(report, match, plan.queue()));
        }
        supervision.released(before.source(), agreed);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("agreed", agreed);
        timeline.append(
                action.ref(), StaffEntries.entry("case.released", action.by(), about, before.queue(), plan.queue()));
        return new Opened(
                brief(action.ref()),
                false,
                false,
                null,
                false,
                TicketComments.joinedWhileHeld(joined(before).stream()
                        .map(report -> plan.restricted() ? report : shown(report))
                        .toList()));
    }

    /** What may be shown of a case that leaves a restricted queue; all of it where the case was in none. */
    private CaseBrief.Matter matter(CaseBrief before, CallReport report, AccountMatch match) {
        return before.restricted()
                ? BriefComposer.matter(shown(report), match, before.matter().team())
                : before.matter();
    }

    private CallReport shown(CallReport report) {
        return calls.sealed(report.source(), report.callId()).open(report);
    }

    /** The calls that joined the case while it waited: their sources have not been notified yet which case they belong to. */
    public List<Gathered> joined(StaffAction.Release action) {
        CaseBrief brief = brief(action.ref());
        return joined(brief).stream()
                .limit(MOST_TOLD)
                .map(report -> new Gathered(
                        report,
                        Gathered.Step.NOTE,
                        brief.ref(),
                        "joined while the case waited",
                        "",
                        true,
                        SealedValues.NONE))
                .toList();
    }

    private List<CallReport> joined(CaseBrief brief) {
        return calls.ofCase(brief.ref()).stream()
                .filter(report -> !report.callId().equals(brief.callId())
                        || !report.source().equals(brief.source()))
                .toList();
    }

    private CaseBrief brief(String ref) {
        return briefs.of(ref);
    }
}
