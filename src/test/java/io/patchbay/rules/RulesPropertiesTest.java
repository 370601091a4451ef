package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Decision;
import io.patchbay.event.FieldValue;
import io.patchbay.event.History;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import io.patchbay.event.Signals;
import io.patchbay.platform.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RulesPropertiesTest {
    private static final RuleSet RULES = ShippedRules.rules();

    /** By queue: the shipped rules and one that always takes the call for that queue. */
    private static final Map<String, RuleSet> WITH_ONE_MORE =
            Rule.PRECEDENCE.stream().collect(Collectors.toMap(Function.identity(), RulesPropertiesTest::withOneMore));

    private static RuleSet withOneMore(String queue) {
        List<CompiledRule> more = new ArrayList<>(RULES.rules());
        more.add(CompiledRule.of(DecidingTest.routing("added", queue, "true")));
        return RuleSet.of(more, RULES.lexicon());
    }

    record Call(CallReport report, AccountMatch match, Signals signals, History history) {
        Decision decide(RuleSet rules) {
            return rules.decide(rules.facts(report, match, signals, history));
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void deciding_isTotalAndDeterministic_andReplays(@ForAll("calls") Call call) {
        Decision decision = call.decide(RULES);
        assertThat(ShippedRules.QUEUES).contains(decision.queue());
        assertThat(decision).isEqualTo(call.decide(RULES));
        assertThat(RULES.replay(Json.read(Json.write(decision), Decision.class)).differences())
                .isEmpty();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void deciding_doesNotDependOnTheOrderOfTheRules(@ForAll("calls") Call call, @ForAll long seed) {
        List<CompiledRule> shuffled = new ArrayList<>(RULES.rules());
        Collections.shuffle(shuffled, new Random(seed));
        RuleSet rules = RuleSet.of(shuffled, RULES.lexicon());
        assertThat(rules.hash()).isEqualTo(RULES.hash());
        assertThat(call.decide(rules)).isEqualTo(call.decide(RULES));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void matchOfAnEarlierQueue_neverMovesACallToALaterOne(@ForAll("calls") Call call, @ForAll("queues") String queue) {
        String before = routed(call.decide(RULES));
        String after = routed(call.decide(WITH_ONE_MORE.get(queue)));
        assertThat(rank(after)).isEqualTo(Math.min(rank(before), rank(queue)));
    }

    /** The queue that the routing rules chose, whatever the review reasons made of it. */
    private static String routed(Decision decision) {
        return decision.trail().stream()
                .filter(step ->
                        Rule.PRECEDENCE.contains(step.group()) && step.mode().equals("active"))
                .filter(step -> step.result() != Decision.Result.NOT_MATCHED)
                .map(Decision.Step::group)
                .findFirst()
                .orElse("review");
    }

    private static int rank(String queue) {
        int rank = Rule.PRECEDENCE.indexOf(queue);
        return rank < 0 ? Rule.PRECEDENCE.size() : rank;
    }

    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void callerWhoShouts_changesNoSeverityAndPagesNobody(@ForAll("calls") Call call) {
        Call shouting = new Call(shouted(call.report()), call.match(), call.signals(), call.history());
        assertThat(shouting.decide(RULES).severity())
                .isEqualTo(call.decide(RULES).severity());
    }

    /** Everything a caller can say said as loudly as can be; what others stand behind is left alone. */
    private static CallReport shouted(CallReport report) {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        fields.putAll(report.fields());
        for (CallField field : CallField.values()) {
            FieldValue said = fields.get(field);
            boolean claim = field.reportedBy() == Origin.CALLER
                    && (said == null
                            || (said.origin() == Origin.CALLER && said.confirmation() != Confirmation.VERIFIED));
            if (claim) {
                fields.put(field, value(loud(field), Origin.CALLER, Confirmation.CORRECTED));
            }
        }
        return new CallReport(report.source(), report.callId(), report.phases(), fields);
    }

    private static Object loud(CallField field) {
        if (field == CallField.URGENCY) {
            return "critical";
        }
        return switch (field.kind()) {
            case FLAG -> true;
            case NUMBER -> Long.MAX_VALUE;
            case LIST -> List.of("URGENT!!! SEV1");
            case MAP -> Map.of("severity", "URGENT!!! SEV1");
            case TIME -> ShippedRules.AT;
            case TEXT, PHONE -> field == CallField.IMPACT ? "blocked" : "URGENT!!! SEV1";
        };
    }

    private static FieldValue value(Object value, Origin origin, Confirmation confirmation) {
        return new FieldValue(value, origin, confirmation, Phase.ANALYZED, ShippedRules.AT);
    }

    @Provide
    Arbitrary<String> queues() {
        return Arbitraries.of(Rule.PRECEDENCE);
    }

    @Provide
    Arbitrary<Call> calls() {
        Arbitrary<Signals> signals = Combinators.combine(
                        Arbitraries.longs().between(0, 12),
                        Arbitraries.of(List.<String>of(), List.of("checkout-503")),
                        Arbitraries.of("", "inc-1"))
                .as((accounts, monitoring, incident) -> new Signals("sig", accounts, monitoring, incident, incident));
        Arbitrary<History> history = Arbitraries.longs().between(0, 5).map(calls -> new History(calls, calls));
        return Combinators.combine(reports(), matches(), signals, history).as(Call::new);
    }

    private static Arbitrary<AccountMatch> matches() {
        return Combinators.combine(
                        Arbitraries.of(Level.class),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "acct-7"))
                .as((level, highValue, failed, claim) -> {
                    AccountMatch match = ShippedRules.match(level, highValue);
                    return new AccountMatch(
                            level,
                            "test",
                            match.account(),
                            "",
                            failed,
                            claim,
                            failed,
                            match.basis(),
                            match.trusted() && !failed);
                });
    }

    private static Arbitrary<CallReport> reports() {
        return Combinators.combine(
                        Arbitraries.of(Phase.class).set().map(TreeSet::new),
                        Arbitraries.maps(Arbitraries.of(CallField.class), Arbitraries.of(0, 1, 2, 3, 4, 5))
                                .ofMaxSize(20),
                        Arbitraries.strings().ofMaxLength(40))
                .as((phases, chosen, text) -> {
                    Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
                    chosen.forEach((field, choice) -> fields.put(field, fieldValue(field, choice, text)));
                    return new CallReport("generic", "call-1", phases, fields);
                });
    }

    private static FieldValue fieldValue(CallField field, int choice, String text) {
        Confirmation confirmation = Confirmation.values()[choice % 4];
        Origin origin = choice == 3 ? Origin.STAFF : Origin.CALLER;
        String word = List.of("support", "blocked", "we were hacked", "invoice", "angry", text)
                .get(choice);
        Object value =
                switch (field.kind()) {
                    case FLAG -> choice % 2 == 0;
                    case NUMBER -> (long) choice * 7;
                    case LIST -> List.of(word, text);
                    case MAP -> Map.of("note", word);
                    case TIME -> ShippedRules.AT.minusSeconds(choice);
                    case TEXT, PHONE -> word;
                };
        return value(value, origin, confirmation);
    }
}
