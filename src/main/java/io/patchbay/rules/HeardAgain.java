package io.patchbay.rules;

import io.patchbay.event.CallReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of past decisions as a draft's lexicon would have found them. Only the difference between the two lexicons
 * counts: what the draft finds and that of the day does not is added, what it finds no more is taken away. So what was
 * said on the call after the decision, which both of them find, changes nothing.
 */
final class HeardAgain {
    private final RuleSet draft;
    private final DecisionStore decisions;
    private final Function<String, Optional<RuleSet>> ruleSets;
    private final Map<String, Optional<Lexicon>> otherLexicons = new HashMap<>();
    private long count;

    HeardAgain(RuleSet draft, DecisionStore decisions, Function<String, Optional<RuleSet>> ruleSets) {
        this.draft = draft;
        this.decisions = decisions;
        this.ruleSets = ruleSets;
    }

    /** For how many decisions so far the texts were listened to. */
    long count() {
        return count;
    }

    /** The facts for the draft, by the decision's id. Reads texts only where the lexicons differ. */
    Map<String, Facts> facts(List<DecisionStore.Past> page) {
        page.stream().map(past -> past.outcome().ruleSet()).distinct().forEach(this::otherLexicon);
        Map<DecisionStore.CallKey, CallReport> reports = decisions.reports(page.stream()
                .filter(past -> otherLexicon(past.outcome().ruleSet()).isPresent())
                .map(DecisionStore.Past::call)
                .toList());
        count += page.stream()
                .filter(past -> reports.containsKey(past.call()))
                .filter(past -> otherLexicon(past.outcome().ruleSet()).isPresent())
                .count();
        return page.parallelStream()
                .collect(Collectors.toMap(
                        DecisionStore.Past::id, past -> facts(past, Optional.ofNullable(reports.get(past.call())))));
    }

    /** The lexicon of the day where the draft's is another; empty also where that rule set is not kept any more. */
    private Optional<Lexicon> otherLexicon(String hash) {
        return otherLexicons.computeIfAbsent(hash, key -> ruleSets.apply(key)
                .map(RuleSet::lexicon)
                .filter(lexicon -> !lexicon.topics().equals(draft.lexicon().topics())
                        || !lexicon.promises().equals(draft.lexicon().promises())));
    }

    private Facts facts(DecisionStore.Past past, Optional<CallReport> report) {
        Map<String, Object> stored = past.outcome().facts();
        Optional<Lexicon> before = otherLexicons.get(past.outcome().ruleSet());
        if (before.isEmpty() || report.isEmpty()) {
            return Facts.stored(stored);
        }
        Map<String, Object> facts = new LinkedHashMap<>(stored);
        moved(facts, Fact.CALLER_MENTIONS, before.get(), report.get(), Evidence::mentions);
        moved(facts, Fact.CALLER_UNSUPPORTED_CLAIMS, before.get(), report.get(), Evidence::unsupportedClaims);
        return Facts.stored(facts);
    }

    private void moved(
            Map<String, Object> facts,
            Fact fact,
            Lexicon before,
            CallReport report,
            Function<Evidence, List<String>> finds) {
        List<String> then = finds.apply(heard(report, before));
        List<String> now = finds.apply(heard(report, draft.lexicon()));
        if (new HashSet<>(then).equals(new HashSet<>(now))) {
            return;
        }
        List<String> stored = new ArrayList<>();
        ((List<?>) facts.getOrDefault(fact.path(), List.of())).forEach(each -> stored.add(String.valueOf(each)));
        Stream<String> kept = stored.stream().filter(each -> now.contains(each) || !then.contains(each));
        Stream<String> added = now.stream().filter(each -> !then.contains(each));
        facts.put(fact.path(), List.copyOf(Stream.concat(kept, added).collect(Collectors.toCollection(TreeSet::new))));
    }

    private static Evidence heard(CallReport report, Lexicon lexicon) {
        return new Evidence(report, null, null, null, lexicon);
    }
}
