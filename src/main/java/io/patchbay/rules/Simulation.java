package io.patchbay.rules;

import io.patchbay.event.Decision;
import io.patchbay.event.VisibleQueues;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Asks a draft what it would have decided for past calls. It reads what is stored and nothing else, and there is nothing
 * here that could reach a destination. Where the draft's lexicon is another one than that of the day, what was said is
 * listened to again: see {@link HeardAgain}.
 */
public final class Simulation {
    /** The most decisions that one simulation reads. */
    public static final int MOST = 200_000;

    private static final int EXAMPLES_OF_A_KIND = 5;

    private final DecisionStore decisions;
    private final Function<String, Optional<RuleSet>> ruleSets;

    /** @param ruleSets the rule sets of the past, by hash */
    public Simulation(DecisionStore decisions, Function<String, Optional<RuleSet>> ruleSets) {
        this.decisions = decisions;
        this.ruleSets = ruleSets;
    }

    /** What a call came to, then and by the draft. */
    public record Side(String queue, String rule, String severity, boolean pages) {
        private static Side of(String queue, String rule, io.patchbay.event.Severity severity) {
            return new Side(queue, rule, severity.label(), severity.pages());
        }
    }

    /** A decision that the draft would make otherwise. */
    public record Example(String caseRef, String decision, Side before, Side after) {}

    /**
     * What the draft would change.
     *
     * @param ruleSet the draft's hash
     * @param decisions how many were made again
     * @param changed how many come out otherwise
     * @param byPart how many differ in {@code queue}, {@code rule}, {@code severity}, {@code pages_more} and
     *     {@code pages_fewer}
     * @param moves from queue to queue, with how many calls
     * @param examples the first few of each part
     * @param heardAgain for how many of them the draft's phrases were looked for in what was said
     */
    public record Report(
            String ruleSet,
            long decisions,
            long changed,
            SortedMap<String, Long> byPart,
            SortedMap<String, Long> moves,
            Map<String, List<Example>> examples,
            long heardAgain) {}

    Report last(RuleSet draft, int count) {
        return last(draft, count, VisibleQueues.ALL);
    }

    /** The draft over the last so many decisions that are visible. */
    public Report last(RuleSet draft, int count, VisibleQueues visible) {
        Tally tally = new Tally(draft, new HeardAgain(draft, decisions, ruleSets));
        decisions
                .startOfLast(Math.min(count, MOST), visible)
                .ifPresent(from -> decisions.outcomes(from, Math.min(count, MOST), visible, tally::add));
        return tally.report();
    }

    /** The draft over the visible decisions of the last days. */
    public Report days(RuleSet draft, int days, VisibleQueues visible) {
        Tally tally = new Tally(draft, new HeardAgain(draft, decisions, ruleSets));
        OffsetDateTime from = decisions.before(Duration.ofDays(days));
        decisions.outcomes(from, MOST, visible, tally::add);
        return tally.report();
    }

    private static final class Tally {
        private final RuleSet draft;
        private final HeardAgain heard;
        private final SortedMap<String, Long> byPart = new TreeMap<>();
        private final SortedMap<String, Long> moves = new TreeMap<>();
        private final Map<String, List<Example>> examples = new LinkedHashMap<>();
        private long all;
        private long changed;

        private Tally(RuleSet draft, HeardAgain heard) {
            this.draft = draft;
            this.heard = heard;
            List.of("queue", "rule", "severity", "pages_more", "pages_fewer").forEach(part -> byPart.put(part, 0L));
        }

        private void add(List<DecisionStore.Past> page) {
            all += page.size();
            Map<String, Facts> facts = heard.facts(page);
            page.parallelStream()
                    .map(past -> example(past, facts.get(past.id())))
                    .toList()
                    .forEach(this::count);
        }

        private Example example(DecisionStore.Past past, Facts facts) {
            Decision again = draft.decideOnly(facts);
            return new Example(
                    past.caseRef(),
                    past.id(),
                    Side.of(
                            past.outcome().queue(),
                            past.outcome().rule(),
                            past.outcome().severity()),
                    Side.of(again.queue(), again.rule(), again.severity()));
        }

        private void count(Example example) {
            Side before = example.before();
            Side after = example.after();
            if (before.equals(after)) {
                return;
            }
            changed++;
            note("queue", !before.queue().equals(after.queue()), example);
            note("rule", !before.rule().equals(after.rule()), example);
            note("severity", !before.severity().equals(after.severity()), example);
            note("pages_more", after.pages() && !before.pages(), example);
            note("pages_fewer", before.pages() && !after.pages(), example);
            if (!before.queue().equals(after.queue())) {
                moves.merge(before.queue() + " -> " + after.queue(), 1L, Long::sum);
            }
        }

        private void note(String part, boolean differs, Example example) {
            if (differs) {
                byPart.merge(part, 1L, Long::sum);
                List<Example> kept = examples.computeIfAbsent(part, key -> new ArrayList<>());
                if (kept.size() < EXAMPLES_OF_A_KIND) {
                    kept.add(example);
                }
            }
        }

        private Report report() {
            return new Report(draft.hash(), all, changed, byPart, moves, examples, heard.count());
        }
    }
}
