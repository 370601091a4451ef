package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.meaning.Meaning;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be a rule set is refused with the place and the fix; what is one has a hash of its rules. */
class RuleSetLoaderTest extends WrittenRules {
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
    void hash_ofTheSameRules_isTheSameInEveryReleaseWithTheSameModel() throws IOException {
        file("a.yaml", "routing:\n" + routing("r", "call.interrupted"));
        assertThat(load().content().replace(Meaning.shipped().model(), "MODEL"))
                .isEqualTo("{\"format\":2,\"rules\":[{\"group\":\"ROUTING\",\"id\":\"r\","
                        + "\"description\":\"d\",\"owner\":\"security-desk\",\"mode\":\"ACTIVE\",\"priority\":0,\"expires\":\"\","
                        + "\"when\":\"call.interrupted\",\"queue\":\"support\",\"level\":0,\"page\":false,\"overrides\":[]}],"
                        + "\"topics\":{},\"promises\":{},\"examples\":[],\"model\":\"MODEL\"}");
    }
}
