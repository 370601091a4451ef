package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition asks what it may and can hold, and the loader says at which place it does not. */
class RuleConditionsTest extends WrittenRules {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            caller.inten == 'x'                      | there is no fact called caller.inten | did you mean caller.intent?
            account == 'x'                           | there is no fact called account | did you mean
            report.urgency == 'critical'             | never an input of a rule | decide by verified
            caller.urgency == 'critical'             | never an input of a rule | decide by verified
            caller.severity == 'SEV1'                | never an input of a rule | decide by verified
            caller.callback_number == '+15550100001' | never an input of a rule | destinations come from
            caller.intent == 3                       | found no matching overload | caller.intent is a text
            caller.intent                            | a condition is true or false | compare it
            caller.intent ==                         | mismatched input | mend the CEL syntax
            has(caller.intent)                       | has() is not needed | every fact has a value
            dyn(caller.intent) == 3                  | the function dyn() is not for conditions | use operators
            timestamp(call.at) == null               | the function timestamp() is not for conditions | use operators
            caller.intent in {'a': 1}                | maps and messages have no place | compare texts
            directory.match == 'knwon'               | directory.match is never 'knwon' | did you mean 'known'?
            directory.match in ['known', 'sure']     | directory.match is never 'sure' | did you mean
            'securty' in caller.mentions             | no topic called securty | did you mean security?
            caller.intent.matches(caller.region)     | must be written out | mend it
            caller.intent.matches('(')               | not an RE2 pattern | mend it
            caller.intent.matches('(((a{99}){9}){9})') | the pattern | mend it
            false                                    | never holds | mode: off
            1 > 2                                    | never holds | mode: off
            caller.topics.exists(t, caller.mentions.exists(m, m == t)) | inside one another | split
            """)
    void condition_thatAsksWhatItMust_isRefused(String when, String message, String fix) throws IOException {
        file("lexicon.yaml", LEXICON);
        file("a.yaml", "routing:\n" + routing("r", when));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).startsWith("rules/a.yaml:2:");
            assertThat(problem.message()).contains(message);
            assertThat(problem.fix()).contains(fix);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            caller.impact == 'blocked'        | the caller has no authority over severity | did you mean verified.impact?
            caller.affected_users > 3         | the caller has no authority over severity | did you mean verified.affected_users?
            'security' in caller.mentions     | the caller has no authority over severity | did you mean
            call.interrupted                  | sees only verified, directory, signals and history | did you mean
            report.urgency == 'critical'      | never an input of a rule | decide by verified
            """)
    void severityRule_thatReadsAClaim_isRefused(String when, String message, String fix) throws IOException {
        file("a.yaml", severity(when));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.fix()).contains(fix);
        });
    }

    @Test
    void problem_inABlock_namesTheLineAndColumnInTheFile() throws IOException {
        file("a.yaml", """
                routing:
                  - id: r
                    description: d
                    owner: security-desk
                    queue: support
                    when: |
                      caller.intent == 'x'
                      || caller.impct == 'y'
                      || caller.regio == 'z'
                """);
        assertThat(problems())
                .extracting(ConfigurationProblem::toString)
                .satisfiesExactly(
                        first ->
                                assertThat(first).startsWith("rules/a.yaml:8:10: there is no fact called caller.impct"),
                        second -> assertThat(second)
                                .startsWith("rules/a.yaml:9:10: there is no fact called caller.regio"));
    }

    @Test
    void problem_onTheLineOfTheKey_namesTheColumn() throws IOException {
        file("a.yaml", """
                routing:
                  - id: r
                    description: d
                    owner: security-desk
                    queue: support
                    when: caller.interrupted
                """);
        assertThat(problems()).singleElement().hasToString("""
                rules/a.yaml:6:11: there is no fact called caller.interrupted
                    fix: did you mean call.interrupted?""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            call.interrupted                    ; call.interrupted
            call.interrupted                    ; call.interrupted   &&   caller.data_loss
            call.interrupted && call.analyzed   ; call.analyzed && call.interrupted
            call.interrupted || call.analyzed   ; call.analyzed
            caller.topics.exists(t, t == 'a')   ; caller.topics.exists(t, t == 'a') && call.analyzed
            true                                ; caller.intent == 'x'
            1 == 1                              ; caller.intent == 'x'
            """)
    void rule_thatAnEarlierOneCovers_isRefused(String earlier, String later) throws IOException {
        file(
                "a.yaml",
                "routing:\n" + routing("z", later) + routing("a", earlier).replace("}", ", priority: 1}"));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rules/a.yaml:2:")
                .contains("unreachable", "a has won before");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            call.interrupted && call.analyzed   | call.interrupted                    | mode: active
            call.interrupted                    | caller.data_loss                    | mode: active
            call.interrupted                    | call.interrupted                    | mode: shadow
            call.interrupted                    | call.interrupted                    | mode: off
            call.interrupted                    | call.interrupted                    | expires: 2026-12-31
            """)
    void rule_thatNothingCoversForGood_loads(String earlier, String later, String setting) throws IOException {
        file("a.yaml", "routing:\n" + routing("a", earlier).replace("}", ", " + setting + "}") + routing("z", later));
        assertThat(load().rules()).hasSize(2);
    }

    @Test
    void coveredRule_ofALaterQueue_isRefused() throws IOException {
        file(
                "a.yaml",
                "routing:\n" + routing("a", "call.analyzed")
                        + routing("z", "call.analyzed").replace("queue: support", "queue: billing"));
        assertThat(problems()).singleElement().asString().contains("rules/a.yaml:2:", "z has won before");
    }

    @Test
    void condition_ofUnboundedCost_isRefused() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "caller.affected_users in [" + "1,".repeat(400) + "1]"));
        assertThat(problems()).singleElement().asString().contains("parts; 300 are allowed");
    }
}
