package io.patchbay.cases;

import io.patchbay.cases.CaseRepository.Joining;
import io.patchbay.cases.MatterRepository.AccountMatter;
import io.patchbay.cases.SeverityRepository.Confirmed;
import io.patchbay.cases.timeline.TimelineEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseReference;
import io.patchbay.event.Decision;
import io.patchbay.platform.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Gives decided calls their cases: the open one of the same matter, else a new one. The number of statements does not depend
 * on the number of calls. Runs in the caller's transaction.
 */
@Component
public class CaseOpening {
    private final CaseRepository cases;
    private final MatterRepository matters;
    private final BriefRepository briefs;
    private final DecisionRepository decisions;
    private final SeverityRepository severities;
    private final CallRepository calls;
    private final TimelineRepository timeline;
    private final Ids ids;
    private final Clock clock;

    CaseOpening(
            CaseRepository cases,
            MatterRepository matters,
            BriefRepository briefs,
            DecisionRepository decisions,
            SeverityRepository severities,
            CallRepository calls,
            TimelineRepository timeline,
            Ids ids,
            Clock clock) {
        this.cases = cases;
        this.matters = matters;
        this.briefs = briefs;
        this.decisions = decisions;
        this.severities = severities;
        this.calls = calls;
        this.timeline = timeline;
        this.ids = ids;
        this.clock = clock;
    }

    /** What became of each of the calls, in their order. Of several calls about one matter the first one opens the case. */
    public List<Opened> open(List<DecidedCall> decided) {
        Opened[] opened = new Opened[decided.size()];
        List<Integer> left = IntStream.range(0, decided.size()).boxed().toList();
        while (!left.isEmpty()) {
            left = openOrJoin(left, decided, opened);
        }
        return List.of(opened);
    }

    /** Returns those that wait for the case of another call about their matter. */
    private List<Integer> openOrJoin(List<Integer> wanted, List<DecidedCall> decided, Opened[] opened) {
        Map<AccountMatter, String> open = matters.openCases(
                wanted.stream().map(i -> matter(decided.get(i))).toList());
        Map<String, Joining> joining = new TreeMap<>();
        wanted.forEach(i -> {
            String ref = open.get(matter(decided.get(i)));
            if (ref != null) {
                joining.merge(
                        ref,
                        new Joining(ref, decided.get(i).match().accountId(), 1),
                        (one, other) -> new Joining(ref, one.accountId(), one.calls() + other.calls()));
            }
        });
        Set<String> joined = cases.join(joining.values());
        List<Integer> joins = new ArrayList<>();
        List<Integer> opens = new ArrayList<>();
        List<Integer> later = new ArrayList<>();
        Set<String> opening = new HashSet<>();
        for (int i : wanted) {
            Matter matter = decided.get(i).matter();
            if (joined.contains(open.getOrDefault(matter(decided.get(i)), ""))) {
                joins.add(i);
            } else if (matter.alone() || opening.add(matter.broad() + matter.queue())) {
                opens.add(i);
            } else {
                later.add(i);
            }
        }
        openNew(opens, decided, opened);
        join(joins, decided, open, opened);
        return later;
    }

    private static AccountMatter matter(DecidedCall call) {
        return new AccountMatter(call.matter(), call.match().accountId());
    }

    private void openNew(List<Integer> wanted, List<DecidedCall> decided, Opened[] opened) {
        List<CaseRepository.NewRow> rows = new ArrayList<>();
        List<DecisionRepository.NewRow> decisions = new ArrayList<>();
        List<CallRepository.NewRow> written = new ArrayList<>();
        List<Map.Entry<String, TimelineEntry>> entries = new ArrayList<>();
        for (int i : wanted) {
            DecidedCall call = decided.get(i);
            Decision decision = call.decision();
            String ref = CaseReference.random(ids.random()).text();
            boolean restricted = call.plan().restricted();
            CallReport shown = shown(call, restricted);
            CaseBrief brief = BriefComposer.compose(
                    ref,
                    shown,
                    call.match(),
                    call.team(),
                    decision.showing(call.report(), shown),
                    call.plan(),
                    clock.instant());
            String decisionId = ids.next("dec");
            rows.add(new CaseRepository.NewRow(
                    brief, call.matter(), decisionId, decision.severity().pages() ? "" : notPaged(decision)));
            decisions.add(new DecisionRepository.NewRow(decisionId, ref, call.report(), decision));
            written.add(written(call, ref, restricted));
            entries.add(Map.entry(ref, TimelineEntries.opened(call.report(), call.match())));
            entries.add(
                    Map.entry(ref, TimelineEntries.decided(decision, call.plan().owner())));
            if (!call.match().scopeCorrection().isEmpty()) {
                entries.add(Map.entry(ref, TimelineEntries.scopeCorrected(call.match())));
            }
            opened[i] = new Opened(brief, false, decision.severity().confirmed(), null, false, Map.of());
        }
        cases.insert(rows);
        this.decisions.insert(decisions);
        write(wanted, decided, written);
        timeline.append(entries);
    }

    private static String notPaged(Decision decision) {
        return decision.severity().confirmed() ? "confirmed severity does not page" : "severity unconfirmed";
    }

    private void join(
            List<Integer> wanted, List<DecidedCall> decided, Map<AccountMatter, String> open, Opened[] opened) {
        if (wanted.isEmpty()) {
            return;
        }
        List<String> refs =
                wanted.stream().map(i -> open.get(matter(decided.get(i)))).toList();
        Set<Integer> severityNews = confirm(wanted, decided, refs);
        Map<String, CaseBrief> joined = briefs.of(refs);
        Map<String, Long> still = new HashMap<>();
        refs.forEach(ref -> still.merge(ref, 1L, Long::sum));
        List<DecisionRepository.NewRow> decisions = new ArrayList<>();
        List<CallRepository.NewRow> written = new ArrayList<>();
        List<Map.Entry<String, TimelineEntry>> entries = new ArrayList<>();
        for (int n = 0; n < wanted.size(); n++) {
            DecidedCall call = decided.get(wanted.get(n));
            String ref = refs.get(n);
            CaseBrief brief = joined.get(ref);
            long number = brief.calls() - still.merge(ref, -1L, Long::sum);
            CallReport shown = shown(call, brief.restricted());
            decisions.add(new DecisionRepository.NewRow(ids.next("dec"), ref, call.report(), call.decision()));
            written.add(written(call, ref, brief.restricted()));
            entries.add(Map.entry(ref, TimelineEntries.joined(call.report(), call.match(), call.decision())));
            opened[wanted.get(n)] = new Opened(
                    brief,
                    true,
                    severityNews.contains(n),
                    null,
                    false,
                    TicketComments.joinComment(shown, number, call.decision()));
        }
        this.decisions.insert(decisions);
        write(wanted, decided, written);
        calls.addSources(written);
        timeline.append(entries);
    }

    /** Which of the calls confirmed a severity that their case did not have, by their place in the list. */
    private Set<Integer> confirm(List<Integer> wanted, List<DecidedCall> decided, List<String> refs) {
        List<Integer> confirming = IntStream.range(0, wanted.size())
                .filter(n -> decided.get(wanted.get(n)).decision().severity().confirmed())
                .boxed()
                .toList();
        Set<Integer> needed = severities.confirm(confirming.stream()
                .map(n -> new Confirmed(
                        refs.get(n), decided.get(wanted.get(n)).decision().severity()))
                .toList());
        Set<Integer> news = new HashSet<>();
        needed.forEach(place -> news.add(confirming.get(place)));
        return news;
    }

    /** What may be shown of the call: outside of a restricted place what was not known while its case was restricted. */
    private static CallReport shown(DecidedCall call, boolean restricted) {
        return restricted ? call.report() : call.call().sealed().open(call.report());
    }

    private static CallRepository.NewRow written(DecidedCall call, String ref, boolean restricted) {
        SealedValues sealed = call.call().sealed();
        return new CallRepository.NewRow(
                call.report(),
                "decided",
                null,
                ref,
                restricted ? sealed.with(call.report()) : sealed,
                call.call().eventId());
    }

    private void write(List<Integer> wanted, List<DecidedCall> decided, List<CallRepository.NewRow> written) {
        List<CallRepository.NewRow> fresh = new ArrayList<>();
        List<CallRepository.NewRow> stored = new ArrayList<>();
        for (int n = 0; n < wanted.size(); n++) {
            (decided.get(wanted.get(n)).call().stored() ? stored : fresh).add(written.get(n));
        }
        calls.insert(fresh);
        calls.update(stored);
    }
}
