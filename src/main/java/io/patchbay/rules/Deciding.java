package io.patchbay.rules;

import dev.cel.runtime.CelEvaluationException;
import io.patchbay.event.Decision;
import io.patchbay.event.Decision.Result;
import io.patchbay.event.Decision.Step;
import io.patchbay.event.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One decision: every rule in force is tried, then the matches are weighed. */
final class Deciding {
    /** The rule named by a decision when no routing rule matched. */
    static final String NO_MATCH = "no-match";

    /** The review reason of a call for which a rule could not be evaluated. */
    static final String RULE_ERROR = "rule_error";

    private static final List<String> ERROR_OVERRIDES = List.of("billing", "commercial", "support");

    private record Tried(CompiledRule compiled, Result result) {
        private boolean counts(Rule.Group group) {
            return compiled.is(group) && compiled.active() && result == Result.MATCHED;
        }

        private Rule rule() {
            return compiled.rule();
        }
    }

    private record Verdict(String queue, String rule) {}

    private final RuleSet ruleSet;
    private final Facts facts;
    private final List<Tried> tried;

    Deciding(RuleSet ruleSet, Facts facts) {
        this.ruleSet = ruleSet;
        this.facts = facts;
        this.tried = ruleSet.rules().stream()
                .filter(rule -> rule.inForce(facts))
                .map(rule -> new Tried(rule, result(rule.condition())))
                .toList();
    }

    private Result result(Condition condition) {
        try {
            return condition.holds(facts) ? Result.MATCHED : Result.NOT_MATCHED;
        } catch (CelEvaluationException e) {
            return Result.ERROR;
        }
    }

    Decision decide() {
        Verdict verdict = verdict();
        return decision(verdict, tried.stream().map(one -> step(one, verdict)).toList());
    }

    /** What was decided, without the trail: for whoever compares thousands of decisions and explains none. */
    Decision decideOnly() {
        return decision(verdict(), List.of());
    }

    private Decision decision(Verdict verdict, List<Step> trail) {
        return new Decision(
                verdict.queue,
                verdict.rule,
                ruleSet.hash(),
                severity(),
                reviewReasons(),
                ids(Rule.Group.ESCALATION).toList(),
                ids(Rule.Group.CALLBACK).toList(),
                claims(),
                trail,
                facts.asMap());
    }

    private Verdict verdict() {
        Optional<Rule> routed = matched(Rule.Group.ROUTING).findFirst();
        if (routed.isEmpty()) {
            return new Verdict(Rule.REVIEW_QUEUE, NO_MATCH);
        }
        String queue = routed.get().queue();
        return overriding(queue)
                .map(reason -> new Verdict(Rule.REVIEW_QUEUE, "review:" + reason))
                .orElseGet(() -> new Verdict(queue, routed.get().id()));
    }

    private Optional<String> overriding(String queue) {
        Optional<String> reason = matched(Rule.Group.REVIEW)
                .filter(rule -> rule.overrides().contains(queue))
                .map(Rule::id)
                .findFirst();
        return reason.isPresent() || !failed() || !ERROR_OVERRIDES.contains(queue) ? reason : Optional.of(RULE_ERROR);
    }

    /** Rules are tried in the order of their levels, so that the first match is the worst level. */
    private Severity severity() {
        return matched(Rule.Group.SEVERITY)
                .findFirst()
                .map(rule -> new Severity(rule.level(), "rule:" + rule.id(), rule.page()))
                .orElse(Severity.UNCONFIRMED);
    }

    private List<String> reviewReasons() {
        return Stream.concat(ids(Rule.Group.REVIEW), failed() ? Stream.of(RULE_ERROR) : Stream.empty())
                .sorted()
                .toList();
    }

    private boolean failed() {
        return tried.stream().anyMatch(one -> one.result == Result.ERROR && one.compiled.active());
    }

    private List<String> claims() {
        List<String> claims = new ArrayList<>();
        ((List<?>) facts.value(Fact.CALLER_UNSUPPORTED_CLAIMS)).forEach(claim -> claims.add((String) claim));
        return claims;
    }

    private Stream<Rule> matched(Rule.Group group) {
        return tried.stream().filter(one -> one.counts(group)).map(Tried::rule);
    }

    private Stream<String> ids(Rule.Group group) {
        return matched(group).map(Rule::id).sorted();
    }

    private Step step(Tried one, Verdict verdict) {
        Rule rule = one.rule();
        boolean missed = one.counts(Rule.Group.ROUTING) && !rule.id().equals(verdict.rule);
        return new Step(
                rule.id(),
                rule.trailGroup(),
                rule.mode().key(),
                missed ? Result.NEAR_MISS : one.result,
                one.compiled.condition().values(facts));
    }
}
