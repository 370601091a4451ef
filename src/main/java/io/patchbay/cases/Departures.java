package io.patchbay.cases;

import io.patchbay.cases.timeline.TimelineEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Calls that leave a case which turns out not to be theirs, so that no case has the calls of two accounts. Runs in the
 * caller's transaction and locks the case until it ends.
 */
@Component
public class Departures {
    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final CallRepository calls;
    private final SeverityWithdrawals withdrawals;
    private final TimelineRepository timeline;

    Departures(
            CaseRepository cases,
            BriefRepository briefs,
            CallRepository calls,
            SeverityWithdrawals withdrawals,
            TimelineRepository timeline) {
        this.cases = cases;
        this.briefs = briefs;
        this.calls = calls;
        this.withdrawals = withdrawals;
        this.timeline = timeline;
    }

    /**
     * Whether the call leaves its case, decided anew as it is: because it belongs to another account, because it has become
     * restricted while the case is not, or because it is restricted no more while other calls of the case may be. The only
     * call of a case takes the case with it instead.
     *
     * @param plan of the queue that the call is decided for
     */
    public Departure consider(Gathered call, AccountMatch match, QueuePlan plan) {
        CallReport report = call.report();
        cases.lock(call.caseRef());
        CaseBrief brief = briefs.of(call.caseRef());
        String account = brief.matter().accountId();
        boolean belongs = match.trusted() && account.equals(match.accountId());
        boolean tenant = !account.isEmpty() && !belongs;
        boolean first = cases.isFirst(brief.ref(), report.source(), report.callId());
        boolean restricted = !first && plan.restricted() && !brief.restricted();
        boolean left = first
                && brief.restricted()
                && !plan.restricted()
                && !CaseRevisions.keepsQueue(brief, plan, call.news());
        if (!tenant && !restricted && !left) {
            return Departure.none(report);
        }
        Optional<CallRepository.Row> other = calls.other(brief.ref(), report.source(), report.callId());
        if (other.isEmpty()) {
            return Departure.none(report);
        }
        Gathered rest = first
                ? new Gathered(
                        other.get().report(),
                        Gathered.Step.REVISE,
                        brief.ref(),
                        "another call left the case: " + call.news(),
                        "",
                        true,
                        other.get().sealed())
                : null;
        String reason = tenant ? "tenant" : left ? "left_restricted" : "restricted";
        return new Departure(brief.ref(), report, reason, call.news(), rest);
    }

    /**
     * Takes the call off the case; where it was the first, the next one takes its place.
     *
     * @return what becomes of the severity that the call had confirmed there
     */
    public WithdrawnSeverity leave(Departure departure) {
        CallReport report = departure.report();
        CaseBrief brief = caseLeft(departure);
        if (brief.restricted()) {
            calls.seal(List.of(report));
        }
        calls.detach(departure.from(), report.source(), report.callId());
        cases.leave(departure.from());
        if (departure.rest() != null) {
            CallReport next = departure.rest().report();
            cases.lead(departure.from(), next.source(), next.callId());
        }
        return withdrawals.afterDeparture(brief, report);
    }

    /** The case that the call left, as it now stands. */
    public CaseBrief caseLeft(Departure departure) {
        return briefs.of(departure.from());
    }

    /** The payload of a reply in the thread of the case that the call came to. */
    public Map<String, String> arrivalNotice() {
        return Map.of("text", "A call that had been put on another case is on this one now.", "mention", "owner");
    }

    /** The payload of a reply in the thread, and of a comment on the ticket, of the case that the call left. */
    public Map<String, String> departureNotice(WithdrawnSeverity severity) {
        return Map.of(
                "text",
                "A call was taken off this case because it belongs elsewhere. What it said here was withdrawn. "
                        .concat(severity.text())
                        .strip(),
                "mention",
                "owner");
    }

    /** Notes on both cases where the call went. */
    public void record(Departure departure, CaseBrief to) {
        timeline.append(departure.from(), TimelineEntries.left(departure, to));
        timeline.append(to.ref(), TimelineEntries.came(departure));
    }
}
