package io.patchbay.rules;

import io.patchbay.event.Decision;
import io.patchbay.event.Decision.Result;
import io.patchbay.event.Decision.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A decision told so that a person can follow it.
 *
 * @param winner the rule that chose the queue, in words
 * @param resembles the examples that the call came nearest to, each behind its topic and with its score
 * @param earlier for each class that comes before the chosen queue, why it was not chosen
 * @param rules every rule in the order it was tried
 * @param nearMisses rules that matched, but after the queue had been chosen
 */
public record Explanation(
        String queue,
        String ruleSet,
        String winner,
        String severity,
        List<String> resembles,
        List<NotChosen> earlier,
        List<Tried> rules,
        List<String> nearMisses) {

    /** A class of rules that did not get the call. */
    public record NotChosen(String queue, String why, List<String> rules) {}

    /**
     * A rule that was tried.
     *
     * @param result {@code matched}, {@code not_matched}, {@code near_miss} or {@code error}
     * @param values what the condition reads, with the values it found
     */
    public record Tried(
            int order,
            String rule,
            String group,
            String mode,
            String result,
            String description,
            String owner,
            String when,
            Map<String, Object> values) {}

    /** Tells the decision with the words of the rule set that made it. */
    public static Explanation of(Decision decision, RuleSet ruleSet) {
        Map<String, Rule> byId = ruleSet.rules().stream()
                .map(CompiledRule::rule)
                .collect(Collectors.toMap(Rule::id, Function.identity(), (one, other) -> one));
        List<Tried> tried = new ArrayList<>();
        for (Step step : decision.trail()) {
            tried.add(tried(tried.size() + 1, step, byId.get(step.rule())));
        }
        return new Explanation(
                decision.queue(),
                decision.ruleSet(),
                winner(decision, byId),
                decision.severity().confirmed()
                        ? decision.severity().label() + ", confirmed by "
                                + decision.severity().confirmedBy()
                        : "unconfirmed: no severity rule matched",
                resembles(decision),
                earlier(decision),
                List.copyOf(tried),
                decision.nearMisses().stream().map(Step::rule).toList());
    }

    /** What the decision's call resembles: {@code security 0.71: Somebody logged in to my account.} */
    public static List<String> resembles(Decision decision) {
        Object nearest = decision.facts().getOrDefault(Fact.CALLER_NEAREST_EXAMPLES.path(), List.of());
        return ((List<?>) nearest).stream().map(String::valueOf).toList();
    }

    private static Tried tried(int order, Step step, Rule rule) {
        return new Tried(
                order,
                step.rule(),
                step.group(),
                step.mode(),
                step.result().name().toLowerCase(Locale.ROOT),
                rule == null ? "" : rule.description(),
                rule == null ? "" : rule.owner(),
                rule == null ? "" : rule.when(),
                step.values());
    }

    private static String winner(Decision decision, Map<String, Rule> byId) {
        if (decision.rule().equals(Deciding.NO_MATCH)) {
            return "no routing rule matched, so people review it";
        }
        if (decision.rule().startsWith("review:")) {
            return "the review reason " + decision.rule().substring("review:".length())
                    + " takes calls of the queue that routing had chosen";
        }
        Rule rule = byId.get(decision.rule());
        return decision.rule() + (rule == null ? "" : ": " + rule.description());
    }

    private static List<NotChosen> earlier(Decision decision) {
        int chosen = Rule.PRECEDENCE.indexOf(decision.queue());
        List<String> before = chosen < 0 ? Rule.PRECEDENCE : Rule.PRECEDENCE.subList(0, chosen);
        return before.stream().map(queue -> notChosen(decision, queue)).toList();
    }

    private static NotChosen notChosen(Decision decision, String queue) {
        List<Step> steps = decision.trail().stream()
                .filter(step -> step.group().equals(queue))
                .toList();
        List<String> matched = named(steps, Result.NEAR_MISS);
        List<String> shadows = named(steps, Result.MATCHED);
        List<String> failed = named(steps, Result.ERROR);
        String why = steps.isEmpty() ? "it has no rule in force" : "none of its " + steps.size() + " rules matched";
        if (!matched.isEmpty()) {
            why = String.join(", ", matched) + " matched, and " + decision.rule() + " overrides it";
        } else if (!failed.isEmpty()) {
            why = String.join(", ", failed) + " could not be evaluated";
        } else if (!shadows.isEmpty()) {
            why = "only rules in shadow matched: " + String.join(", ", shadows);
        }
        return new NotChosen(queue, why, steps.stream().map(Step::rule).toList());
    }

    private static List<String> named(List<Step> steps, Result result) {
        return steps.stream()
                .filter(step -> step.result() == result)
                .map(Step::rule)
                .toList();
    }
}
