package io.patchbay.cases;

import io.patchbay.cases.MatterRepository.HistoryKey;
import io.patchbay.cases.timeline.TimelineEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.BriefRequest;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.History;
import io.patchbay.event.IncidentReference;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.Settled;
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
    private final CallRepository calls;
    private final TimelineRepository timeline;
    private final ReceiptRepository receipts;

    Cases(
            CaseRepository cases,
            MatterRepository matters,
            BriefRepository briefs,
            CallRepository calls,
            TimelineRepository timeline,
            ReceiptRepository receipts) {
        this.cases = cases;
        this.matters = matters;
        this.briefs = briefs;
        this.calls = calls;
        this.timeline = timeline;
        this.receipts = receipts;
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

    /** Locks the cases until the transaction ends, in an order that all transactions share. */
    public void lock(Collection<String> refs) {
        cases.lock(refs);
    }

    /**
     * Locks those of the cases that are not locked elsewhere until the transaction ends, without waiting, and returns the
     * others: they may stay locked for long, and are to be left alone for now.
     */
    public Set<String> lockAvailable(Collection<String> refs) {
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
