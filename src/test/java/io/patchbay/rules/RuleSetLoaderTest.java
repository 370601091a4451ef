package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetLoaderTest {
    private static final String LEXICON = "topics:\n  security:\n    en: [hacked]\n";

    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules").resolve(name), text);
    }

    private RuleSet load() {
        return ShippedRules.loader().load(folder);
    }

    private List<ConfigurationProblem> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::load).problems();
    }

    private static String routing(String id, String when) {
        return "  - {id: %s, description: d, owner: security-desk, queue: support, when: \"%s\"}\n".formatted(id, when);
    }

    private static String severity(String when) {
        return "severity:\n  - {id: s, description: d, owner: security-desk, level: 2, page: true, when: \"%s\"}\n"
                .formatted(when);
    }

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
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            owner: nobody                   | there is no owner called nobody
            queue: suport                   | there is no queue called suport
            queue: review                   | there is no queue called review to choose
            queue: "{{caller.number}}"      | there is no queue called
            expires: "2026-02-31"           | not a day: 2026-02-31
            id: no-match                    | the id no-match is the hub's own
            id: rule_error                  | the id rule_error is the hub's own
            id: Bad Id                      | does not match the regex
            mode: on                        | does not have a value in the enumeration
            level: 2                        | property 'level' is not defined
            colour: red                     | property 'colour' is not defined
            priority: high                  | integer expected
            """)
    void rule_withAWrongValue_isRefusedAtItsLine(String line, String message) throws IOException {
        String rule = "routing:\n  - when: 'call.interrupted'\n    description: d\n";
        for (String other : List.of("id: r", "owner: security-desk", "queue: support")) {
            rule += line.startsWith(other.substring(0, 3)) ? "" : "    " + other + "\n";
        }
        file("a.yaml", rule + "    " + line + "\n");
        int last = (int) rule.lines().count() + 1;
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.toString()).startsWith("rules/a.yaml:" + last + ":5: ");
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource({"owner, required property 'owner'", "queue, required property 'queue'", "when, required property 'when'"
    })
    void rule_withoutWhatItNeeds_isRefused(String key, String message) throws IOException {
        String rule = "routing:\n  - id: r\n    description: d\n";
        for (String other : List.of("owner: security-desk", "queue: support", "when: 'call.interrupted'")) {
            rule += other.startsWith(key) ? "" : "    " + other + "\n";
        }
        file("a.yaml", rule);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rules/a.yaml:2:5: ")
                .contains(message);
    }

    @Test
    void severityRule_withALevelThatDoesNotExist_isRefused() throws IOException {
        file("a.yaml", severity("signals.open_incident").replace("level: 2", "level: 5"));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rules/a.yaml:2:")
                .contains("maximum value of 4");
    }

    @Test
    void overrides_ofAQueueThatDoesNotExist_areRefused() throws IOException {
        file("a.yaml", """
                review:
                  - {id: r, description: d, owner: security-desk, overrides: [suport], when: directory.stale}
                """);
        assertThat(problems()).singleElement().asString().contains("no queue called suport", "did you mean support?");
    }

    @Test
    void everyProblem_isListed_acrossFilesInOrder() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "caller.x") + routing("s", "caller.y"));
        file("b.yaml", "routng: []\n");
        file("c.yml", "routing: []\n");
        file("d.yaml", "routing:\n" + routing("r", "call.interrupted"));
        assertThat(problems())
                .extracting(problem -> problem.file() + ":" + problem.line())
                .containsExactly(
                        "rules/a.yaml:2", "rules/a.yaml:3", "rules/b.yaml:1", "rules/c.yml:0", "rules/d.yaml:2");
    }

    @Test
    void duplicateId_inAnotherFile_isRefusedWithThePlaceOfTheFirst() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "call.interrupted"));
        file("b.yaml", severity("signals.open_incident").replace("id: s", "id: r"));
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rules/b.yaml:2:6: the id r is taken at rules/a.yaml:2:6");
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

    @Test
    void lexicon_withAnEmptyOrDoublePhrase_isRefusedAtItsLine() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "call.interrupted"));
        file(
                "lexicon.yaml",
                "topics:\n  security:\n    en:\n      - hacked\n      - '!!'\n      - HÁCKED\n      - no\n");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("rules/lexicon.yaml:7:9: ")
                .contains("string expected");
        file("lexicon.yaml", "topics:\n  security:\n    en:\n      - hacked\n      - '!!'\n      - HÁCKED\n");
        assertThat(problems())
                .extracting(problem -> problem.line() + ": " + problem.message())
                .containsExactly(
                        "5: a phrase has 1 to 12 words, and this one 0", "6: the phrase 'HÁCKED' stands here twice");
    }

    @Test
    void folder_withoutRules_isRefused() throws IOException {
        assertThat(problems()).singleElement().asString().contains("rules: the folder cannot be read");
        file("lexicon.yaml", LEXICON);
        assertThat(problems()).singleElement().asString().contains("no rules");
    }

    @Test
    void hash_dependsOnTheRules_andNotOnTheirLayout() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "call.interrupted") + routing("s", "call.analyzed"));
        RuleSet one = load();
        file("a.yaml", "# the other way round\nrouting:\n" + routing("s", "call.analyzed"));
        file("b.yaml", "routing:\n" + routing("r", "call.interrupted"));
        assertThat(load().hash())
                .isEqualTo(one.hash())
                .isEqualTo(RuleSet.ofContent(one.content()).hash());
        file("b.yaml", "routing:\n" + routing("r", "call.interrupted || caller.data_loss"));
        assertThat(load().hash()).isNotEqualTo(one.hash());
    }

    @Test
    void hash_ofTheSameRules_isTheSameInEveryRelease() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "call.interrupted"));
        assertThat(load().content())
                .isEqualTo("{\"format\":1,\"rules\":[{\"group\":\"ROUTING\",\"id\":\"r\","
                        + "\"description\":\"d\",\"owner\":\"security-desk\",\"mode\":\"ACTIVE\",\"priority\":0,\"expires\":\"\","
                        + "\"when\":\"call.interrupted\",\"queue\":\"support\",\"level\":0,\"page\":false,\"overrides\":[]}],"
                        + "\"topics\":{},\"promises\":{}}");
    }
}
