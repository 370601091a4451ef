package io.patchbay.rules;

import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.rules.RuleFile.Draft;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has to be true of the rules together: names that exist, ids that are unique, conditions that can decide. */
final class RuleSetCheck {
    private static final Set<String> RESERVED = Set.of(Deciding.NO_MATCH, Deciding.RULE_ERROR);

    private record Checked(Draft draft, CompiledRule compiled, Coverage coverage) {
        private Rule rule() {
            return draft.rule();
        }

        /** Whether wherever the other rule holds this one has won before, at any time. */
        private boolean hides(Checked other) {
            boolean outlives = rule().expires().isEmpty()
                    || (!other.rule().expires().isEmpty()
                            && rule().expires().compareTo(other.rule().expires()) >= 0);
            return compiled.active()
                    && other.rule().mode() != Rule.Mode.OFF
                    && outlives
                    && rule().group() == other.rule().group()
                    && coverage.covers(other.coverage);
        }
    }

    private final Set<String> queues;
    private final Set<String> owners;
    private final Optional<Lexicon> lexicon;
    private final List<ConfigurationProblem> problems;

    /** @param lexicon empty when its file could not be read, so that no rule is blamed for that */
    RuleSetCheck(
            Set<String> queues, Set<String> owners, Optional<Lexicon> lexicon, List<ConfigurationProblem> problems) {
        this.queues = queues;
        this.owners = owners;
        this.lexicon = lexicon;
        this.problems = problems;
    }

    /** The rules ready to be asked; those with a problem are missing. */
    List<CompiledRule> compile(List<Draft> drafts) {
        ids(drafts);
        drafts.forEach(this::names);
        List<Checked> checked = drafts.stream()
                .sorted(Comparator.comparing(Draft::rule, Rule.ORDER))
                .flatMap(draft -> condition(draft).stream())
                .toList();
        unreachable(checked);
        return checked.stream().map(Checked::compiled).toList();
    }

    private void ids(List<Draft> drafts) {
        Map<String, Draft> seen = new HashMap<>();
        for (Draft draft : drafts) {
            String id = draft.rule().id();
            Draft first = seen.putIfAbsent(id, draft);
            if (first != null) {
                String place = first.file().at(first.pointer() + "/id", "", "").toString();
                String message = "the id " + id + " is taken at " + place.replaceAll(": $", "");
                problems.add(draft.problem("id", message, "ids are unique in all rule files together"));
            }
            if (RESERVED.contains(id)) {
                problems.add(draft.problem("id", "the id " + id + " is the hub's own", "choose another"));
            }
        }
    }

    private void names(Draft draft) {
        Rule rule = draft.rule();
        known(draft, "owner", "owner", rule.owner(), List.copyOf(owners));
        if (rule.group() == Rule.Group.ROUTING) {
            known(draft, "queue", "queue", rule.queue(), routable());
        }
        rule.overrides().forEach(queue -> known(draft, "overrides", "queue", queue, routable()));
        try {
            if (!rule.expires().isEmpty()) {
                LocalDate.parse(rule.expires());
            }
        } catch (DateTimeException e) {
            problems.add(draft.problem("expires", "not a day: " + rule.expires(), "write it like 2026-12-31"));
        }
    }

    private List<String> routable() {
        return Rule.PRECEDENCE.stream().filter(queues::contains).toList();
    }

    private void known(Draft draft, String key, String what, String name, List<String> names) {
        if (!names.contains(name)) {
            List<String> sorted = names.stream().sorted().toList();
            problems.add(draft.problem(
                    key,
                    "there is no " + what + " called " + name + (name.equals(Rule.REVIEW_QUEUE) ? " to choose" : ""),
                    "did you mean " + Vocabulary.nearest(name, sorted) + "? There are: " + String.join(", ", sorted)));
        }
    }

    private Optional<Checked> condition(Draft draft) {
        try {
            CompiledRule compiled = CompiledRule.of(draft.rule());
            topics(draft, compiled.condition());
            resemblance(draft, compiled.condition());
            Optional<Boolean> constant = compiled.condition().constant();
            if (constant.isPresent() && !constant.get()) {
                problems.add(draft.problem("when", "the condition never holds", "mend it, or set mode: off"));
            }
            Coverage coverage = constant.isPresent()
                    ? Coverage.ofConstant(constant.get())
                    : Coverage.of(compiled.condition().ast());
            return Optional.of(new Checked(draft, compiled, coverage));
        } catch (ConditionException e) {
            e.flaws()
                    .forEach(flaw ->
                            problems.add(draft.problem(flaw.line(), flaw.column(), flaw.message(), flaw.fix())));
            return Optional.empty();
        }
    }

    private void topics(Draft draft, Condition condition) {
        if (lexicon.isEmpty()) {
            return;
        }
        List<String> topics = List.copyOf(lexicon.get().topics().keySet());
        for (ConditionCheck.Mention mention : condition.mentions()) {
            if (!topics.contains(mention.topic())) {
                problems.add(draft.problem(
                        mention.line(),
                        mention.column(),
                        "the lexicon has no topic called " + mention.topic(),
                        "did you mean " + Vocabulary.nearest(mention.topic(), topics) + "? Or add it to lexicon.yaml"));
            }
        }
    }

    /** Support is the least careful queue: a rule that brought a call there by what it resembles would take it from people. */
    private void resemblance(Draft draft, Condition condition) {
        boolean careless = draft.rule().queue().equals(Rule.PRECEDENCE.get(Rule.PRECEDENCE.size() - 1));
        if (careless && condition.reads().stream().anyMatch(fact -> fact.kind() == FactKind.SCORE)) {
            problems.add(draft.problem(
                    "when",
                    "a rule of the queue " + draft.rule().queue() + " cannot read what a call resembles",
                    "resemblance moves a call to a more careful queue or to review; leave it out here"));
        }
    }

    /** Only where the first match wins can an earlier rule hide a later one. */
    private void unreachable(List<Checked> checked) {
        List<Checked> earlier = new ArrayList<>();
        for (Checked later : checked) {
            if (later.rule().group() != Rule.Group.ROUTING && later.rule().group() != Rule.Group.SEVERITY) {
                continue;
            }
            earlier.stream()
                    .filter(one -> one.hides(later))
                    .findFirst()
                    .ifPresent(one -> problems.add(later.draft()
                            .problem(
                                    "when",
                                    "unreachable: wherever it holds, "
                                            + one.rule().id() + " has won before",
                                    "narrow " + one.rule().id() + ", give this rule a higher priority, or remove it")));
            earlier.add(later);
        }
    }
}
