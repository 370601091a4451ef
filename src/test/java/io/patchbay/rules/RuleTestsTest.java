package io.patchbay.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.event.QueuePlan;
import io.patchbay.platform.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void rules() throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        file("routing.yaml", """
                routing:
                  - {id: a, description: d, owner: security-desk, queue: security, when: "'security' in caller.mentions"}
                  - {id: b, description: d, owner: security-desk, queue: support, when: call.analyzed}
                  - {id: c, description: d, owner: security-desk, queue: support, mode: off, when: call.interrupted}
                """);
        file("lexicon.yaml", "topics: {security: {en: [hacked]}}\n");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve("rules").resolve(name), text);
    }

    private RuleTests.Report run() {
        return RuleTests.load(folder).run(ShippedRules.loader().load(folder));
    }

    @Test
    void caseDecidedOtherwise_isReportedAtItsLine() throws IOException {
        file("tests.yaml", """
                given: {call.analyzed: true}
                cases:
                  - name: heard
                    heard: we were HACKED
                    expect: {queue: security, rule: a}
                  - name: wrong
                    facts: {caller.intent: x}
                    expect:
                      queue: support
                      rule: a
                """);
        assertThat(run().failures())
                .singleElement()
                .asString()
                .startsWith("rules/tests.yaml:10:7: the case 'wrong' expects rule a, and the rules say b");
        assertThat(run().untested()).isEmpty();
        assertThat(run().passed()).isFalse();
    }

    @Test
    void caseWhoseDispatchesAreOthers_isReportedAtItsLine() throws IOException {
        file("tests.yaml", """
                given: {call.analyzed: true}
                cases:
                  - name: planned
                    expect: {queue: support, rule: b, dispatches: [jira.create_issue]}
                  - name: paged
                    expect:
                      queue: support
                      rule: b
                      dispatches: [jira.create_issue, pagerduty.trigger]
                """);
        List<QueuePlan.Step> steps = List.of(
                new QueuePlan.Step("jira", "create_issue", "", null, false),
                new QueuePlan.Step("pagerduty", "trigger", "create_issue", null, true));
        RuleSet rules = ShippedRules.loader().load(folder);

        assertThat(RuleTests.load(folder).run(rules, queue -> steps).failures())
                .singleElement()
                .asString()
                .startsWith("rules/tests.yaml:9:7: the case 'paged' expects dispatches"
                        + " [jira.create_issue, pagerduty.trigger], and the rules say [jira.create_issue]");
    }

    @Test
    void ruleThatNoCaseMeets_isUntested_unlessItIsOff() throws IOException {
        assertThat(run().untested()).containsExactly("a", "b");
        file("tests.yaml", "cases:\n  - {name: n, facts: {call.analyzed: true}, expect: {queue: support, rule: b}}\n");
        assertThat(run().untested()).containsExactly("a");
        assertThat(run().cases()).isEqualTo(1);
    }

    @Test
    void caseWithFactsThatDoNotExist_isRefusedAtItsLine() throws IOException {
        file("tests.yaml", """
                cases:
                  - name: n
                    facts:
                      caller.inten: x
                      history.open_cases: many
                    expect: {queue: support, rule: b}
                """);
        assertThat(catchThrowableOfType(ConfigurationException.class, this::run).problems())
                .satisfiesExactly(
                        first -> assertThat(first.toString())
                                .startsWith("rules/tests.yaml:4:7: there is no fact called caller.inten")
                                .contains("did you mean caller.intent?"),
                        second -> assertThat(second.toString())
                                .startsWith("rules/tests.yaml:5:7: history.open_cases is a number"));
    }
}
