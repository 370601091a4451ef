package io.patchbay.rules;

import io.patchbay.event.Decision;
import io.patchbay.event.Decision.Result;
import io.patchbay.event.QueuePlan;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The company's own cases for its rules, from {@code rules/tests*.yaml}: what goes in, and what has to come out. */
public final class RuleTests {

    /**
     * What came of the cases.
     *
     * @param cases how many there are
     * @param failures the cases that were decided otherwise, each at its place
     * @param untested the ids of rules that no case meets; rules that are off need none
     */
    public record Report(int cases, List<ConfigurationProblem> failures, List<String> untested) {
        public Report {
            failures = List.copyOf(failures);
            untested = List.copyOf(untested);
        }

        /** Whether every case came out as expected and every rule has its case. */
        public boolean passed() {
            return failures.isEmpty() && untested.isEmpty();
        }
    }

    private final List<RuleTestCase> cases;

    private RuleTests(List<RuleTestCase> cases) {
        this.cases = cases;
    }

    /**
     * The cases below that configuration folder; none is fine.
     *
     * @throws ConfigurationException when a file cannot be used, with everything that is wrong with it
     */
    public static RuleTests load(Path folder) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        List<RuleTestCase> cases = new ArrayList<>();
        for (Path file : RuleFolder.files(folder, problems)) {
            if (RuleFolder.Kind.of(file) == RuleFolder.Kind.TESTS) {
                RuleFolder.read(folder, file, RuleFolder.Kind.TESTS, problems)
                        .ifPresent(yaml -> cases.addAll(RuleTestCase.casesOf(yaml, problems)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new RuleTests(cases);
    }

    /** Decides every case by that rule set; what a case says of dispatches is not compared. */
    public Report run(RuleSet ruleSet) {
        return run(ruleSet, Optional.empty());
    }

    /**
     * Decides every case by that rule set, and compares the dispatches that would be planned.
     *
     * @param steps what is dispatched for the cases of a queue
     */
    public Report run(RuleSet ruleSet, Function<String, List<QueuePlan.Step>> steps) {
        return run(ruleSet, Optional.of(steps));
    }

    private Report run(RuleSet ruleSet, Optional<Function<String, List<QueuePlan.Step>>> steps) {
        List<ConfigurationProblem> failures = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (RuleTestCase test : cases) {
            Decision decision = ruleSet.decide(test.facts(ruleSet));
            failures.addAll(test.failures(decision));
            steps.ifPresent(of -> failures.addAll(test.failures(decision, of.apply(decision.queue()))));
            decision.trail().stream()
                    .filter(step -> step.result() == Result.MATCHED || step.result() == Result.NEAR_MISS)
                    .forEach(step -> met.add(step.rule()));
        }
        List<String> untested = ruleSet.rules().stream()
                .map(CompiledRule::rule)
                .filter(rule -> rule.mode() != Rule.Mode.OFF && !met.contains(rule.id()))
                .map(Rule::id)
                .toList();
        return new Report(cases.size(), failures, untested);
    }
}
