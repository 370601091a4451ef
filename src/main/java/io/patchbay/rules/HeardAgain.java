package io.patchbay.rules;

import io.patchbay.event.CallReport;
import io.patchbay.meaning.Heard;
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
 * The facts of past decisions as a draft would have heard them: by its lexicon and its examples. Only the difference between
 * the draft and the rule set of the day counts: what the draft finds and that of the day does not is added, what it finds no
 * more is taken away. So what was said on the call after the decision, which both of them find, changes nothing.
 */
final class HeardAgain {
    private final RuleSet draft;
    private final DecisionStore decisions;
    private final Function<String, Optional<RuleSet>> ruleSets;
    private final Map<String, Optional<RuleSet>> others = new HashMap<>();
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

    /** The facts for the draft, by the decision's id. Reads texts only where the two hear differently. */
    Map<String, Facts> facts(List<DecisionStore.Past> page) {
        page.stream().map(past -> past.outcome().ruleSet()).distinct().forEach(this::other);
        Map<DecisionStore.CallKey, CallReport> reports = decisions.reports(page.stream()
                .filter(past -> other(past.outcome().ruleSet()).isPresent())
                .map(DecisionStore.Past::call)
                .toList());
        count += page.stream()
                .filter(past -> reports.containsKey(past.call()))
                .filter(past -> other(past.outcome().ruleSet()).isPresent())
                .count();
        return page.parallelStream()
                .collect(Collectors.toMap(
                        DecisionStore.Past::id, past -> facts(past, Optional.ofNullable(reports.get(past.call())))));
    }

    /** The rule set of the day where it hears otherwise than the draft; empty also where it is not kept any more. */
    private Optional<RuleSet> other(String hash) {
        return others.computeIfAbsent(
                hash, key -> ruleSets.apply(key).filter(day -> !hearsAlike(day.lexicon()) || !judgesAlike(day)));
    }

    private boolean hearsAlike(Lexicon lexicon) {
        return lexicon.topics().equals(draft.lexicon().topics())
                && lexicon.promises().equals(draft.lexicon().promises());
    }

    private boolean judgesAlike(RuleSet day) {
        return day.judged().equals(draft.judged());
    }

    private Facts facts(DecisionStore.Past past, Optional<CallReport> report) {
        Map<String, Object> stored = past.outcome().facts();
        Optional<RuleSet> day = others.get(past.outcome().ruleSet());
        if (day.isEmpty() || report.isEmpty()) {
            return Facts.stored(stored);
        }
        Map<String, Object> facts = new LinkedHashMap<>(stored);
        if (!hearsAlike(day.get().lexicon())) {
            Evidence then = heard(report.get(), day.get().lexicon());
            Evidence now = heard(report.get(), draft.lexicon());
            moved(facts, Fact.CALLER_MENTIONS, then.mentions(), now.mentions());
            moved(facts, Fact.CALLER_UNSUPPORTED_CLAIMS, then.unsupportedClaims(), now.unsupportedClaims());
        }
        if (!judgesAlike(day.get())) {
            List<String> texts = Evidence.spoken(report.get());
            Map<String, Object> then =
                    stored.containsKey(Fact.CALLER_JUDGED_BY.path()) ? day.get().heard(texts) : Map.of();
            draft.heard(texts).forEach((name, value) -> {
                if (!value.equals(then.get(name))) {
                    facts.put(name, value);
                }
            });
        }
        return Facts.stored(facts);
    }

    private static void moved(Map<String, Object> facts, Fact fact, List<String> then, List<String> now) {
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
        return new Evidence(report, null, null, null, lexicon, Heard.NOTHING);
    }
}
