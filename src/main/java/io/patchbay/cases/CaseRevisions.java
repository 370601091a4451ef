package io.patchbay.cases;

import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.timeline.TimelineEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.event.Decision;
import io.patchbay.event.QueuePlan;
import io.patchbay.platform.Ids;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decides cases anew when more is known of their calls. Runs in the caller's transaction, which locks the case. */
@Component
public class CaseRevisions {
    private final CaseRepository cases;
    private final BriefRepository briefs;
    private final DecisionRepository decisions;
    private final SeverityRepository severities;
    private final SeverityWithdrawals withdrawals;
    private final CallRepository calls;
    private final FactRepository facts;
    private final ReceiptRepository receipts;
    private final TimelineRepository timeline;
    private final Ids ids;

    CaseRevisions(
            CaseRepository cases,
            BriefRepository briefs,
            DecisionRepository decisions,
            SeverityRepository severities,
            SeverityWithdrawals withdrawals,
            CallRepository calls,
            FactRepository facts,
            ReceiptRepository receipts,
            TimelineRepository timeline,
            Ids ids) {
        this.cases = cases;
        this.briefs = briefs;
        this.decisions = decisions;
        this.severities = severities;
        this.withdrawals = withdrawals;
        this.calls = calls;
        this.facts = facts;
        this.receipts = receipts;
        this.timeline = timeline;
        this.ids = ids;
    }

    /** Makes the decision of a case anew because its call said more; the earlier decision stays in the history. */
    public Opened revise(
            String ref,
            CallReport report,
            AccountMatch match,
            String team,
            Decision decision,
            QueuePlan plan,
            String news) {
        cases.lock(ref);
        CaseBrief before = briefs.of(ref);
        boolean severityNews = decision.severity().confirmed() && severities.confirm(ref, decision.severity());
        String decisionId = ids.next("dec");
        decisions.insert(List.of(new DecisionRepository.NewRow(decisionId, ref, report, decision)));
        WithdrawnSeverity withdrawn = severityNews || isCorrection(news)
                ? WithdrawnSeverity.NONE
                : withdrawals.afterEvent(before, report, match, news);
        boolean own = cases.isFirst(ref, report.source(), report.callId());
        boolean kept = own && keepsQueue(before, plan, news);
        Decision stands = kept ? decision.in(before.queue(), before.rule()) : decision;
        QueuePlan taken = kept
                ? new QueuePlan(before.queue(), before.owner(), before.restricted(), plan.steps())
                : keepingOwner(before, plan);
        CallReport shown = shown(report, own ? taken.restricted() : before.restricted());
        if (own) {
            Matter matter = Matter.of(report, match, stands);
            cases.revise(
                    BriefComposer.compose(
                            ref, shown, match, team, stands.showing(report, shown), taken, before.openedAt()),
                    matter,
                    decisionId);
            if (taken.restricted() && !before.restricted() && before.terminal()) {
                facts.status(ref, "open", false, matter.exact());
                timeline.append(ref, TimelineEntries.reopenedAsRestricted(before, news));
            }
        }
        timeline.append(ref, TimelineEntries.revised(news, before, stands));
        CaseBrief after = briefs.of(ref);
        CaseMove move = own ? move(before, after, report, isCorrection(news)) : null;
        return new Opened(
                after,
                true,
                severityNews,
                move,
                withdrawn.resolvesPage(),
                TicketComments.reviseComment(news, shown, before, after, decision, withdrawn));
    }

    /** What a person corrected, the person's own action takes back. */
    private static boolean isCorrection(String news) {
        return news.startsWith(Corrections.NEWS);
    }

    /** A queue that a person chose stands against later events, unless they make the case a restricted one. */
    static boolean keepsQueue(CaseBrief before, QueuePlan plan, String news) {
        return before.rule().startsWith("staff:")
                && !isCorrection(news)
                && !before.queue().equals(plan.queue())
                && (before.restricted() || !plan.restricted());
    }

    private static CaseMove move(CaseBrief before, CaseBrief after, CallReport report, boolean byStaff) {
        boolean foreign =
                !before.source().equals(report.source()) || !before.callId().equals(report.callId());
        return new CaseMove(
                before.queue(),
                before.restricted(),
                before.matter().accountId(),
                before.receipt("jira").key(),
                foreign,
                byStaff,
                after);
    }

    /**
     * Notes that the case gets another ticket, another message, or both. What the tools report of the old ones says nothing
     * about the case any more.
     *
     * @param reason why the old ones stand no more
     * @param because what led to it
     */
    public void relocated(CaseMove move, boolean ticket, boolean message, String reason, String because) {
        String ref = move.to().ref();
        facts.detach(ref, ticket, message);
        receipts.expect(ref, ticket, message, move.to().terminal());
        timeline.append(ref, TimelineEntries.relocated(move, reason, because));
    }

    /** An owner whom a person named stays the owner as long as the case stays in its queue. */
    private static QueuePlan keepingOwner(CaseBrief before, QueuePlan plan) {
        boolean named = before.owner().why().startsWith(StaffActions.ASSIGNED);
        return named && before.queue().equals(plan.queue())
                ? new QueuePlan(plan.queue(), before.owner(), plan.restricted(), plan.steps())
                : plan;
    }

    /**
     * What may be shown of the call: in a restricted place everything, which is sealed by that; elsewhere what was not known
     * while the call's case was restricted.
     */
    private CallReport shown(CallReport report, boolean restricted) {
        if (restricted) {
            calls.seal(List.of(report));
            return report;
        }
        return calls.sealed(report.source(), report.callId()).open(report);
    }
}
