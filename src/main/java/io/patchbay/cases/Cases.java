package io.patchbay.cases;

import io.patchbay.cases.MatterRepository.HistoryKey;
import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.cases.timeline.TimelineEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.BriefRequest;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.IncidentReference;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.platform.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Cases as calls and destinations change them. Writing methods run in the caller's transaction. */
@Component
public class Cases {
    private static final Duration MEMORY_OF_A_MATTER = Duration.ofDays(30);

    private final CaseRepository cases;
    private final MatterRepository matters;
    private final BriefRepository briefs;
    private final DecisionRepository decisions;
    private final SeverityRepository severities;
    private final CallRepository calls;
    private final TimelineRepository timeline;
    private final ReceiptRepository receipts;
    private final FactRepository facts;
    private final SeverityWithdrawals withdrawals;
    private final Ids ids;

    Cases(
            CaseRepository cases,
            MatterRepository matters,
            BriefRepository briefs,
            DecisionRepository decisions,
            SeverityRepository severities,
            CallRepository calls,
            TimelineRepository timeline,
            ReceiptRepository receipts,
            FactRepository facts,
            SeverityWithdrawals withdrawals,
            Ids ids) {
        this.cases = cases;
        this.matters = matters;
        this.briefs = briefs;
        this.decisions = decisions;
        this.severities = severities;
        this.calls = calls;
        this.timeline = timeline;
        this.receipts = receipts;
        this.facts = facts;
        this.withdrawals = withdrawals;
        this.ids = ids;
    }

    /**
     * What the hub remembers about the accounts that the callers are trusted to belong to, in the order of the calls; nothing
     * for anybody else.
     */
    public List<History> histories(List<MatchedCall> calls) {
        Map<HistoryKey, History> known = matters.histories(
                calls.stream()
                        .filter(call -> call.match().trusted())
                        .map(Cases::historyKey)
                        .toList(),
                MEMORY_OF_A_MATTER);
        return calls.stream()
                .map(call -> call.match().trusted() ? known.get(historyKey(call)) : History.NONE)
                .toList();
    }

    private static HistoryKey historyKey(MatchedCall call) {
        return new HistoryKey(call.match().accountId(), Matter.broad(call.report(), call.match()));
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
        CaseBrief before = brief(ref);
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
        CaseBrief after = brief(ref);
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

    /** Notes on the cases that more was reported of their calls, with nothing that changes what is known of the matter. */
    public void note(List<Gathered> told) {
        if (told.isEmpty()) {
            return;
        }
        timeline.append(told.stream()
                .map(call -> Map.entry(call.caseRef(), TimelineEntries.noted(call.news(), call.report())))
                .toList());
        Map<String, CaseBrief> noted =
                briefs.of(told.stream().map(Gathered::caseRef).toList());
        calls.seal(told.stream()
                .filter(call -> noted.get(call.caseRef()).restricted())
                .map(Gathered::report)
                .toList());
    }

    /** Notes that nobody is paged for the case because the failure's page went out with another one. */
    public void pagedWith(String ref, String otherCase) {
        cases.page(ref, "this failure was paged with " + otherCase);
    }

    /** Notes that the cases have no message of their own: the thread of their incident stands for it. */
    public void inThread(Collection<String> refs, String incident) {
        if (!refs.isEmpty()) {
            receipts.inThread(refs);
            timeline.append(refs.stream()
                    .map(ref ->
                            Map.entry(ref, TimelineEntry.of("message.in_thread", "hub", Map.of("incident", incident))))
                    .toList());
        }
    }

    /** Notes on the case that a page is planned for it. */
    public void pages(String ref) {
        cases.page(ref, "");
    }

    /** The cases as they stand now, by reference; a reference without a case is left out. */
    public Map<String, CaseBrief> briefs(Collection<String> refs) {
        return briefs.of(refs);
    }

    /** Reads the cases that the request is about. */
    public void addBriefs(BriefRequest request) {
        request.add(briefs.of(request.caseReferences()));
    }

    private CaseBrief brief(String ref) {
        return briefs.of(ref);
    }

    /** Locks the cases until the transaction ends, in an order that all transactions share. */
    public void hold(Collection<String> refs) {
        cases.lock(refs);
    }

    /**
     * Locks those of the cases that are not locked elsewhere until the transaction ends, without waiting, and returns the
     * others: they may stay locked for long, and are to be left alone for now.
     */
    public Set<String> holdFree(Collection<String> refs) {
        return cases.lockAvailable(refs);
    }

    /** The sources of the case besides the first call's, each as the payload of its write-back. */
    public List<Map<String, String>> otherSources(String ref) {
        return calls.otherSources(ref).entrySet().stream()
                .map(each -> Map.of("source", each.getKey(), "call_id", each.getValue()))
                .toList();
    }

    /** Writes what became of dispatches onto their cases: receipts, evidence, timeline. */
    public void record(List<Settled> settled) {
        List<Map.Entry<String, TimelineEntry>> entries = settled.stream()
                .filter(each -> !each.state().equals("ready") && !IncidentReference.is(each.caseRef()))
                .map(each -> Map.entry(each.caseRef(), TimelineEntries.settled(each)))
                .toList();
        if (!entries.isEmpty()) {
            timeline.append(entries);
        }
        receipts.write(settled);
    }

    /**
     * Notes on the cases that duplicates of their tickets were closed: each of the closed ones once, and the case keeps the oldest.
     *
     * @param kept the tickets that stay; the reason lists the keys of the closed ones, separated by comma
     * @return those that are not the tickets their cases had until now
     */
    public List<Settled> duplicatesClosed(List<Settled> kept) {
        Map<String, CaseBrief> before =
                briefs.of(kept.stream().map(Settled::caseRef).toList());
        List<Settled> moved = new ArrayList<>();
        for (Settled each : kept) {
            CaseBrief brief = before.get(each.caseRef());
            if (brief != null
                    && !each.superseded()
                    && !brief.receipt("jira").id().equals(each.id())) {
                moved.add(each);
            }
            TimelineEntries.duplicatesClosed(each, timeline.of(each.caseRef()))
                    .forEach(entry -> timeline.append(each.caseRef(), entry));
        }
        receipts.write(moved);
        return moved;
    }
}
