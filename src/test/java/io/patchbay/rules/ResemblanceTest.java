package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.platform.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call resembles is evidence: it moves a call to a more careful queue, never out of one, and decides nothing else. */
class ResemblanceTest extends WrittenRules {
    private static final String EXAMPLES = """
            examples:
              security:
                - { text: The blue lorry of Zebedee stands at our gate., language: en, owner: security-desk }
                - { text: "A blue lorry, Zebedee's, came to the gate again.", language: en, owner: security-desk }
            """;

    private static String billing(String when) {
        return "routing:\n" + routing("r", when).replace("queue: support", "queue: billing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.resembles.billing >= 0.6",
                "0.6 < caller.resembles.billing",
                "caller.resembles.billing > 0.2 && ('invoice' in caller.topics || caller.resembles.security >= 0.9)"
            })
    void condition_mayAskAScoreToReachAThreshold(String when) throws IOException {
        file("a.yaml", billing(when));
        assertThat(load().rules()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller.resembles.billing < 0.6",
                "!(caller.resembles.billing >= 0.6)",
                "caller.resembles.billing == 0.6",
                "caller.resembles.billing != 0.6",
                "0.6 >= caller.resembles.billing",
                "caller.resembles.billing >= caller.resembles.security",
                "caller.resembles.billing >= 0.6 ? false : true",
                "(caller.resembles.billing >= 0.6) == false",
                "1.0 - caller.resembles.billing >= 0.6"
            })
    void condition_thatHoldsTheLessACallResembles_isRefused(String when) throws IOException {
        file("a.yaml", billing(when));
        assertThat(problems()).allSatisfy(problem -> {
            assertThat(problem.toString()).startsWith("rules/a.yaml:2:");
            assertThat(problem.message()).contains("may only be asked to reach a threshold");
            assertThat(problem.fix()).contains(">= 0.6");
        });
    }

    @Test
    void ruleOfTheLeastCarefulQueue_cannotReadWhatACallResembles() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "caller.resembles.support >= 0.6"));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("the queue support cannot read what a call resembles");
            assertThat(problem.fix()).contains("leave it out");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"caller.resembles.security >= 0.6", "caller.unsure", "caller.judged_by == 'x'"})
    void severityRule_cannotReadWhatACallResembles(String when) throws IOException {
        file("a.yaml", severity(when));
        assertThat(problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("the caller has no authority over severity"));
    }

    @Test
    void companysOwnExamples_countWithTheRuleSet_andChangeItsHash() throws IOException {
        file("a.yaml", billing("caller.resembles.security >= 0.6"));
        RuleSet without = load();
        file("examples.yaml", EXAMPLES);
        RuleSet with = load();
        assertThat(with.hash()).isNotEqualTo(without.hash());
        CallReport call = ShippedRules.analyzed(Map.of(CallField.SUMMARY, "Zebedee's blue lorry is at our gate"));
        assertThat(decide(without, call).queue()).isEqualTo("review");
        Decision decision = decide(with, call);
        assertThat(decision.queue()).isEqualTo("billing");
        assertThat(decision.facts().get("caller.nearest_examples").toString())
                .contains("security 0.", "Zebedee")
                .doesNotContain("is at our gate");
        RuleSet stored = RuleSet.ofContent(with.content());
        assertThat(stored.hash()).isEqualTo(with.hash());
        assertThat(decide(stored, call)).isEqualTo(decision);
        assertThat(stored.replay(Json.read(Json.write(decision), Decision.class))
                        .agrees())
                .isTrue();
    }

    @Test
    void ruleSetFromBeforeThereWereExamples_isStillRead_underItsOwnHash() {
        String content = "{\"format\":1,\"rules\":[],\"topics\":{},\"promises\":{}}";
        RuleSet old = RuleSet.ofContent(content);
        assertThat(old.content()).isEqualTo(content);
        assertThat(old.hash()).isEqualTo(RuleSetContent.hash(content));
        assertThat(old.judged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            owner: nobody             | there is no owner called nobody
            language: nl              | does not have a value in the enumeration
            text: short               | must be at least 8 characters long
            colour: red               | property 'colour' is not defined
            """)
    void exampleWithAWrongValue_isRefusedAtItsLine(String line, String message) throws IOException {
        String example = "examples:\n  security:\n    - note: n\n";
        for (String other : List.of("owner: security-desk", "language: en", "text: Somebody is in our account.")) {
            example += line.startsWith(other.substring(0, 4)) ? "" : "      " + other + "\n";
        }
        file("a.yaml", billing("call.interrupted"));
        file("examples.yaml", example + "      " + line + "\n");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rules/examples.yaml:" + (example.lines().count() + 1) + ":")
                .contains(message);
    }

    @Test
    void exampleThatStandsTwice_isRefused_andItsOtherPlaceNamed() throws IOException {
        file("a.yaml", billing("call.interrupted"));
        file("examples.yaml", EXAMPLES);
        file("examples-more.yaml", """
                examples:
                  billing:
                    - { text: the BLUE lorry of Zebedee stands at our gate, language: en, owner: security-desk }
                """);
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("this example stands at", "examples-more.yaml:3", "keep one");
    }

    @Test
    void withoutMeaning_theSameRulesGoByPhrasesAndFields() {
        RuleSet rules = ShippedRules.rules();
        RuleSet plain = rules.withoutMeaning();
        assertThat(plain.hash()).isEqualTo(rules.hash());
        CallReport meant = ShippedRules.analyzed(Map.of(
                CallField.SUMMARY, "Someone who is not me has been ordering things with my login since Friday."));
        assertThat(decide(rules, meant).queue()).isEqualTo("security");
        assertThat(decide(plain, meant).queue()).isEqualTo("support");
        assertThat(decide(plain, meant).facts().get("caller.judged_by")).isEqualTo("");
        CallReport named = ShippedRules.analyzed(Map.of(CallField.SUMMARY, "We were hacked."));
        assertThat(decide(plain, named).queue()).isEqualTo("security");
    }

    @Test
    void whatACallResembles_changesNeitherSeverityNorAccount() {
        CallReport plain = ShippedRules.analyzed(Map.of(CallField.SUMMARY, "How do I sort the list by name?"));
        CallReport alarming = ShippedRules.analyzed(Map.of(
                CallField.SUMMARY, "Somebody broke in, all our files are locked and they want money. SEV1! Page now!"));
        assertThat(decide(ShippedRules.rules(), alarming).queue()).isEqualTo("security");
        assertThat(decide(ShippedRules.rules(), alarming).severity())
                .isEqualTo(decide(ShippedRules.rules(), plain).severity());
        assertThat(decide(ShippedRules.rules(), alarming).severity().pages()).isFalse();
    }

    private static Decision decide(RuleSet rules, CallReport report) {
        return rules.decide(rules.facts(report, ShippedRules.match(Level.KNOWN), Signals.NONE, History.NONE));
    }
}
