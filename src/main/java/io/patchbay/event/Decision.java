package io.patchbay.event;

import java.util.List;
import java.util.Map;

/**
 * What the rules say about one call: explainable and replayable, because it carries the rule-set version, every rule
 * that was tried and the facts they saw.
 *
 * @param queue the queue that owns the case
 * @param rule the id of the rule that chose the queue
 * @param ruleSet the content hash of the rule set
 * @param severity whether a severity is confirmed
 * @param reviewReasons ids of the review rules that matched, in order of their ids
 * @param escalationTopics mandatory escalation topics that matched
 * @param callbackTopics mandatory callback topics that matched
 * @param unsupportedClaims promises the company did not authorise, as they were heard
 * @param trail every rule in the order it was tried
 * @param facts the facts the rules saw, by name: strings, longs, doubles, booleans and lists of strings
 */
public record Decision(
        String queue,
        String rule,
        String ruleSet,
        Severity severity,
        List<String> reviewReasons,
        List<String> escalationTopics,
        List<String> callbackTopics,
        List<String> unsupportedClaims,
        List<Step> trail,
        Map<String, Object> facts) {

    /**
     * One rule that was tried.
     *
     * @param group {@code review}, {@code severity}, {@code escalation}, {@code callback}, or the queue of a routing rule
     * @param mode {@code active} or {@code shadow}
     * @param values the facts that the condition names, with the values it read
     */
    public record Step(String rule, String group, String mode, Result result, Map<String, Object> values) {}

    public enum Result {
        MATCHED,
        NOT_MATCHED,
        /** Matched, but an earlier rule had already chosen the queue. */
        NEAR_MISS,
        /** The condition could not be evaluated; counts as not matched, and sends the call to review. */
        ERROR
    }

    public Decision {
        reviewReasons = List.copyOf(reviewReasons);
        escalationTopics = List.copyOf(escalationTopics);
        callbackTopics = List.copyOf(callbackTopics);
        unsupportedClaims = List.copyOf(unsupportedClaims);
        trail = List.copyOf(trail);
    }

    /** The same for another queue, which that rule or person chose. */
    public Decision in(String otherQueue, String by) {
        return new Decision(
                otherQueue,
                by,
                ruleSet,
                severity,
                reviewReasons,
                escalationTopics,
                callbackTopics,
                unsupportedClaims,
                trail,
                facts);
    }

    /**
     * The decision as a place may show it that shows no more of the call than {@code shown}: without the claims that stood
     * in what is left out.
     */
    public Decision showing(CallReport report, CallReport shown) {
        if (shown.equals(report)) {
            return this;
        }
        List<String> claims = unsupportedClaims.stream()
                .filter(claim -> shown.fields().values().stream().anyMatch(value -> holds(value, claim)))
                .toList();
        return new Decision(
                queue, rule, ruleSet, severity, reviewReasons, escalationTopics, callbackTopics, claims, trail, facts);
    }

    /** A claim is told as its topic and what was said. */
    private static boolean holds(FieldValue value, String claim) {
        int said = claim.indexOf(": ");
        return value.value().toString().contains(said < 0 ? claim : claim.substring(said + 2));
    }

    /** The rules that would have chosen another queue. */
    public List<Step> nearMisses() {
        return trail.stream().filter(step -> step.result() == Result.NEAR_MISS).toList();
    }
}
