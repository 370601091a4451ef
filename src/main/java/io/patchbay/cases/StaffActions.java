package io.patchbay.cases;

import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.staff.StaffActionRepository;
import io.patchbay.cases.staff.StaffEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What people of the company do to a case. Each action appends to the timeline who did it, why, what was and what is;
 * nothing that was there is erased. Runs in the caller's transaction and locks the case until it ends.
 */
@Component("staffActions")
public class StaffActions {
    /** The statuses a person can give a case; the last two are final. */
    public static final List<String> STATUSES = List.of("open", "pending", "resolved", "closed");

    /** How the reason of an owner begins whom a person named; such an owner stands while the queue does. */
    static final String ASSIGNED = "assigned by staff:";

    private static final Set<String> FINAL = Set.of("resolved", "closed");

    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final StaffActionRepository rows;
    private final FactRepository facts;
    private final SeverityRepository severities;
    private final SeverityWithdrawals withdrawals;
    private final TimelineRepository timeline;

    StaffActions(
            CaseRepository cases,
            BriefRepository briefs,
            StaffActionRepository rows,
            FactRepository facts,
            SeverityRepository severities,
            SeverityWithdrawals withdrawals,
            TimelineRepository timeline) {
        this.cases = cases;
        this.briefs = briefs;
        this.rows = rows;
        this.facts = facts;
        this.severities = severities;
        this.withdrawals = withdrawals;
        this.timeline = timeline;
    }

    /** The case that the action is about as it stands, not locked. */
    public CaseBrief about(StaffAction action) {
        return brief(action.ref());
    }

    public StaffActionResult note(StaffAction.Note action) {
        lock(action);
        timeline.append(
                action.ref(),
                TimelineEntry.of(
                        "note.added",
                        action.by().actor(),
                        Map.of("text", action.text(), "why", action.by().why())));
        return result(action, "Note: " + action.text());
    }

    /**
     * A reopened case has its matter again, so that the next call about it joins, unless another case has it by now.
     *
     * @throws CaseConflict when the status is final and the person does not say that they reopen the case
     */
    public StaffActionResult status(StaffAction.Status action) {
        CaseBrief before = lock(action);
        boolean terminal = FINAL.contains(action.status());
        if (before.terminal() && !terminal && !action.reopen()) {
            throw new CaseConflict("the case is " + before.status() + "; say reopen: true to open it again");
        }
        if (rows.held(action.ref())) {
            throw new CaseConflict("the case waits for its release; release it first");
        }
        boolean reopened = before.terminal() && !terminal;
        if (reopened) {
            facts.status(action.ref(), action.status(), false, facts.openMatter(before));
        } else {
            rows.status(action.ref(), action.status(), terminal);
        }
        String kind = reopened ? "case.reopened" : "status.set";
        timeline.append(action.ref(), StaffEntries.entry(kind, action.by(), before.status(), action.status()));
        return result(action, "Status: " + action.status() + ", was " + before.status());
    }

    public StaffActionResult owner(StaffAction.Owner action) {
        CaseBrief before = lock(action);
        Person owner = new Person(
                action.owner().id(),
                action.owner().name(),
                action.owner().jiraAccountId(),
                action.owner().slackUserId(),
                ASSIGNED + action.by().who() + ": " + action.by().why());
        rows.owner(before.ownedBy(owner));
        timeline.append(
                action.ref(),
                StaffEntries.entry("owner.set", action.by(), before.owner().id(), owner.id()));
        return result(
                action, "Owner: " + owner.name() + ", was " + before.owner().name());
    }

    /** A named person confirms a severity, changes it, or takes it back; the rules leave it alone from then on. */
    public StaffActionResult confirm(StaffAction.Confirm action) {
        CaseBrief before = lock(action);
        Severity severity = action.level() == 0
                ? Severity.UNCONFIRMED
                : new Severity(action.level(), action.by().actor(), action.pages());
        severities.set(action.ref(), severity, action.by().actor());
        timeline.append(
                action.ref(),
                StaffEntries.entry(
                        "severity.set",
                        action.by(),
                        SeverityWithdrawals.detail(before.severity()),
                        SeverityWithdrawals.detail(severity)));
        return paging(action, before, severity);
    }

    private StaffActionResult paging(StaffAction action, CaseBrief before, Severity after) {
        boolean out = SeverityWithdrawals.isPageOut(before);
        boolean page = after.pages() && !out;
        boolean resolve = out && !after.pages();
        if (page || resolve) {
            severities.page(
                    action.ref(), page ? "" : "withdrawn by " + action.by().actor());
        }
        return severityResult(action, new WithdrawnSeverity(before.severity(), after, resolve), page);
    }

    private StaffActionResult severityResult(StaffAction action, WithdrawnSeverity change, boolean page) {
        StaffActionResult result = result(
                action,
                "Severity: " + change.now().label() + ", was " + change.before().label()
                        + (change.resolvesPage() ? ". The page is withdrawn." : ""));
        return new StaffActionResult(result.brief(), result.comment(), result.isSent(), page, change.resolvesPage());
    }

    /**
     * Takes back what a rule had confirmed because of the call when, after a correction, the rules confirm it no more. A
     * severity that a person or another call's decision stands behind is left alone; that of a case which the corrected call
     * has left was taken back when it left.
     */
    public StaffActionResult reconsider(StaffAction.Correct action, CallReport report) {
        cases.lock(action.ref());
        // Where it may be was asked before the correction, which may have moved it.
        CaseBrief before = brief(action.ref());
        WithdrawnSeverity withdrawn = withdrawals.afterCorrection(before, report, action.by());
        return withdrawn.isWithdrawn()
                ? severityResult(action, withdrawn, false)
                : new StaffActionResult(before, Map.of(), false, false, false);
    }

    private StaffActionResult result(StaffAction action, String what) {
        return new StaffActionResult(
                brief(action.ref()), StaffEntries.comment(action.by(), what), !rows.held(action.ref()), false, false);
    }

    private CaseBrief lock(StaffAction action) {
        cases.lock(action.ref());
        CaseBrief brief = brief(action.ref());
        action.by().requireIn(brief);
        return brief;
    }

    private CaseBrief brief(String ref) {
        return briefs.of(ref);
    }
}
