package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.Decision;
import io.patchbay.event.Decision.Result;
import io.patchbay.event.History;
import io.patchbay.event.Severity;
import io.patchbay.event.Signals;
import io.patchbay.platform.Json;
import io.patchbay.rules.Rule.Group;
import io.patchbay.rules.Rule.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecidingTest {
    private static final String BOTH = "caller.intent == 'x'";
    private static final Facts X = Facts.stored(Map.of("caller.intent", "x", "call.at", "2026-11-21T09:00:05Z"));

    static Rule routing(String id, String queue, long priority, Mode mode, String expires, String when) {
        return new Rule(
                Group.ROUTING, id, "d", "security-desk", mode, priority, expires, when, queue, 0, false, List.of());
    }

    static Rule routing(String id, String queue, String when) {
        return routing(id, queue, 0, Mode.ACTIVE, "", when);
    }

    private static Rule review(String id, long priority, String when, String... overrides) {
        List<String> queues = List.of(overrides);
        return new Rule(Group.REVIEW, id, "d", "security-desk", Mode.ACTIVE, priority, "", when, "", 0, false, queues);
    }

    private static Rule severity(String id, int level, boolean page, String when) {
        return new Rule(Group.SEVERITY, id, "d", "security-desk", Mode.ACTIVE, 0, "", when, "", level, page, List.of());
    }

    static RuleSet rules(Rule... rules) {
        return RuleSet.of(java.util.Arrays.stream(rules).map(CompiledRule::of).toList(), Lexicon.EMPTY);
    }

    private static Result resultOf(Decision decision, String rule) {
        return decision.trail().stream()
                .filter(step -> step.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .result();
    }

    @Test
    void earlierQueue_winsWhateverTheOrderOfWriting_andTheOtherIsANearMiss() {
        Decision decision = rules(routing("a", "support", BOTH), routing("b", "security", BOTH))
                .decide(X);
        assertThat(decision.queue()).isEqualTo("security");
        assertThat(decision.rule()).isEqualTo("b");
        assertThat(decision.nearMisses()).extracting(Decision.Step::rule).containsExactly("a");
    }

    @Test
    void insideAQueue_theHighestPriorityWins_thenTheLowestId() {
        Rule low = routing("a", "support", -1, Mode.ACTIVE, "", BOTH);
        Rule late = routing("c", "support", 1, Mode.ACTIVE, "", BOTH);
        Rule first = routing("b", "support", 1, Mode.ACTIVE, "", BOTH);
        assertThat(rules(low, late, first).decide(X).rule()).isEqualTo("b");
        assertThat(rules(low, late).decide(X).rule()).isEqualTo("c");
    }

    @Test
    void noMatch_goesToReview() {
        Decision decision =
                rules(routing("a", "support", "caller.intent == 'y'")).decide(X);
        assertThat(decision.queue()).isEqualTo("review");
        assertThat(decision.rule()).isEqualTo("no-match");
        assertThat(resultOf(decision, "a")).isEqualTo(Result.NOT_MATCHED);
    }

    @Test
    void reviewReason_takesTheCallFromTheQueuesItNames_only() {
        Rule reason = review("legal", 0, BOTH, "billing", "support");
        Decision taken = rules(routing("a", "support", BOTH), reason).decide(X);
        assertThat(taken.queue()).isEqualTo("review");
        assertThat(taken.rule()).isEqualTo("review:legal");
        assertThat(resultOf(taken, "a")).isEqualTo(Result.NEAR_MISS);
        Decision left = rules(routing("a", "security", BOTH), reason).decide(X);
        assertThat(left.queue()).isEqualTo("security");
        assertThat(left.reviewReasons()).containsExactly("legal");
    }

    @Test
    void ofSeveralReviewReasons_theHighestPriorityNamesTheDecision_andAllAreListedById() {
        Decision decision = rules(
                        routing("a", "support", BOTH),
                        review("b", 0, BOTH, "support"),
                        review("c", 5, BOTH, "support"),
                        review("d", 9, BOTH))
                .decide(X);
        assertThat(decision.rule()).isEqualTo("review:c");
        assertThat(decision.reviewReasons()).containsExactly("b", "c", "d");
    }

    @Test
    void lowestSeverityLevel_winsWhateverTheOrder() {
        String open = "signals.open_incident";
        RuleSet rules =
                rules(severity("a", 3, false, open), severity("c", 1, true, open), severity("b", 2, true, open));
        Decision decision = rules.decide(Facts.stored(Map.of("signals.open_incident", true)));
        assertThat(decision.severity()).isEqualTo(new Severity(1, "rule:c", true));
        assertThat(rules.decide(X).severity()).isEqualTo(Severity.UNCONFIRMED);
    }

    @Test
    void shadowRule_isInTheTrailWithoutAnyEffect_andOffIsNotTried() {
        Decision decision = rules(
                        routing("a", "security", 0, Mode.SHADOW, "", BOTH),
                        routing("b", "privacy", 0, Mode.OFF, "", BOTH),
                        routing("c", "support", BOTH))
                .decide(X);
        assertThat(decision.rule()).isEqualTo("c");
        assertThat(decision.trail())
                .extracting(Decision.Step::rule, Decision.Step::mode, Decision.Step::result)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "shadow", Result.MATCHED),
                        org.assertj.core.groups.Tuple.tuple("c", "active", Result.MATCHED));
    }

    @Test
    void rule_isInForceThroughItsLastDay_byTheCallsOwnTime() {
        Rule until21 = routing("a", "support", 0, Mode.ACTIVE, "2026-11-21", BOTH);
        Rule until20 = routing("a", "support", 0, Mode.ACTIVE, "2026-11-20", BOTH);
        assertThat(rules(until21).decide(X).rule()).isEqualTo("a");
        assertThat(rules(until20).decide(X).rule()).isEqualTo("no-match");
        assertThat(rules(until20)
                        .decide(Facts.stored(Map.of("caller.intent", "x")))
                        .rule())
                .isEqualTo("a");
    }

    @Test
    void ruleThatCannotBeEvaluated_countsAsNotMatched_andSendsTheCallToReview() {
        Rule broken = routing("a", "security", "10 / caller.affected_users > 1");
        Decision decision = rules(broken, routing("b", "support", BOTH)).decide(X);
        assertThat(resultOf(decision, "a")).isEqualTo(Result.ERROR);
        assertThat(decision.reviewReasons()).containsExactly("rule_error");
        assertThat(decision.rule()).isEqualTo("review:rule_error");
        assertThat(decision.queue()).isEqualTo("review");
        assertThat(rules(broken, routing("b", "privacy", BOTH)).decide(X).queue())
                .isEqualTo("privacy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.topics[5] == 'x'",
                "[1, 2][caller.affected_users] == 1",
                "caller.affected_users * 9 > 0",
                "-caller.affected_users - 9 > 0",
                "caller.affected_users % history.open_cases == 0"
            })
    void condition_thatFailsInAnyWay_isAnErrorOfItsRuleAndOfNothingElse(String when) {
        Facts facts = Facts.stored(Map.of("caller.affected_users", Long.MAX_VALUE, "caller.topics", List.of("a")));
        Rule failing = routing("a", "security", when);
        Decision decision = rules(failing, routing("b", "support", "true")).decide(facts);
        assertThat(resultOf(decision, "a")).isEqualTo(Result.ERROR);
        assertThat(decision.rule()).isEqualTo("review:rule_error");
    }

    @Test
    void shadowRuleThatCannotBeEvaluated_hasNoEffect() {
        Rule broken = routing("a", "security", 0, Mode.SHADOW, "", "10 / caller.affected_users > 1");
        Decision decision = rules(broken, routing("b", "support", BOTH)).decide(X);
        assertThat(decision.rule()).isEqualTo("b");
        assertThat(decision.reviewReasons()).isEmpty();
        assertThat(resultOf(decision, "a")).isEqualTo(Result.ERROR);
    }

    @Test
    void everyStep_namesTheFactsOfItsConditionWithTheirValues() {
        Decision decision = rules(routing("a", "support", "caller.intent == 'x' || history.open_cases > 3"))
                .decide(X);
        assertThat(decision.trail().get(0).values()).isEqualTo(Map.of("caller.intent", "x", "history.open_cases", 0L));
        assertThat(decision.trail().get(0).group()).isEqualTo("support");
    }

    @Test
    void replay_ofADecisionReadBackFromJson_agrees() {
        Decision decision = new Rules(ShippedRules.rules())
                .decide(
                        ShippedRules.analyzed(Map.of(
                                CallField.INTENT, "support",
                                CallField.SUMMARY, "We were hacked. You will get a refund \ud83d\ude00 \u202e",
                                CallField.AFFECTED_USERS, 40L)),
                        ShippedRules.match(Level.KNOWN, true),
                        new Signals("sig", 3, List.of("checkout-503"), "inc-1", "inc-1"),
                        new History(1, 2));
        Decision stored = Json.read(Json.write(decision), Decision.class);
        Replay replay = RuleSet.ofContent(ShippedRules.rules().content()).replay(stored);
        assertThat(replay.differences()).isEmpty();
        assertThat(replay.again()).isEqualTo(decision);
        assertThat(Json.write(replay.again())).isEqualTo(Json.write(stored));
    }

    @Test
    void replay_ofADecisionThatWasTamperedWith_saysWhatDiffers() {
        RuleSet rules = rules(routing("a", "support", BOTH));
        Decision decision = rules.decide(X);
        Decision tampered = new Decision(
                "billing",
                decision.rule(),
                decision.ruleSet(),
                new Severity(1, "rule:x", true),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                decision.trail(),
                decision.facts());
        assertThat(rules.replay(tampered).agrees()).isFalse();
        assertThat(rules.replay(tampered).differences()).containsExactly("queue", "severity");
        assertThatThrownBy(() -> rules(routing("z", "support", BOTH)).replay(decision))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void replay_ofFactsStoredBeforeAFactExisted_keepsThemAsTheyWere() {
        RuleSet rules = rules(routing("a", "support", BOTH));
        Decision old = rules.decide(Facts.stored(Map.of("caller.intent", "x", "caller.gone", "kept")));
        assertThat(rules.replay(old).agrees()).isTrue();
        assertThat(rules.replay(old).again().facts())
                .containsEntry("caller.gone", "kept")
                .hasSize(2);
    }

    @Test
    void anotherVersion_isInForceFromTheNextDecisionOn() {
        Rules rules = new Rules(rules(routing("a", "support", "true")));
        rules.use(rules(routing("b", "billing", "true")));
        Decision decision = rules.decide(
                ShippedRules.analyzed(Map.of()), ShippedRules.match(Level.KNOWN), Signals.NONE, History.NONE);
        assertThat(decision.rule()).isEqualTo("b");
        assertThat(decision.ruleSet()).isEqualTo(rules.current().hash());
    }
}
