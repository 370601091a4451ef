package io.patchbay.command;

import io.patchbay.connectors.Destinations;
import io.patchbay.directory.DirectoryFiles;
import io.patchbay.event.AccountMatch;
import io.patchbay.intake.SourceTrial;
import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.ConfigurationProblem;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleTests;
import io.patchbay.rules.TextFloors;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/**
 * Looks for everything that would keep the hub from starting, and more: the rules' own cases, and what the routes name.
 * It opens no database and no port. A warning keeps nothing from starting and leaves the exit code as it is.
 */
@Command(name = "check", description = "look for problems in the configuration and the routes, without starting")
final class CheckCommand implements Callable<Integer> {
    /** Whose plan is asked for: its steps are the same for everybody. */
    private static final AccountMatch NOBODY = AccountMatch.none("", false);

    private final Terminal terminal;
    private final Path config;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final List<ConfigurationProblem> warnings = new ArrayList<>();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
        this.config = terminal.configFolder();
    }

    @Override
    public Integer call() {
        Optional<SourceTrial.Checked> sources = reading(() -> SourceTrial.check(config, terminal.references()));
        Optional<DirectoryFiles> files = reading(() -> DirectoryFiles.load(config, Clock.systemUTC()));
        reading(() -> Destinations.read(config, terminal.references(), Map::of))
                .ifPresent(destinations -> files.ifPresent(read ->
                        problems.addAll(destinations.missing(read.queues().names()))));
        Optional<RuleTests.Report> cases = files.flatMap(this::rules);
        RouteLint routes = new RouteLint(terminal.routesFolder(), new RouteBeans().byName());
        problems.addAll(routes.problems());
        warnings.forEach(warning -> terminal.err().println("warning: " + warning));
        problems.forEach(problem -> terminal.err().println(problem));
        if (!problems.isEmpty()) {
            terminal.err().println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
            files.or(() -> note("The rules were not looked at: they need the queues and the staff."));
            return Commands.PROBLEM;
        }
        terminal.out()
                .printf(
                        "No problem found: %d sources on, %d off, %d rule cases, %d routes and Kamelets.%n",
                        sources.orElseThrow().on(),
                        sources.orElseThrow().off(),
                        cases.orElseThrow().cases(),
                        routes.size());
        return 0;
    }

    private Optional<DirectoryFiles> note(String text) {
        terminal.err().println(text);
        return Optional.empty();
    }

    private Optional<RuleTests.Report> rules(DirectoryFiles files) {
        Optional<RuleSet> rules = reading(() -> RuleFiles.load(config, files));
        rules.ifPresent(set -> warnings.addAll(RuleFiles.warnings(config, files, set)));
        Optional<RuleTests> tests = reading(() -> RuleTests.load(config));
        Optional<RuleTests.Report> report = tests.flatMap(read -> rules.map(
                set -> read.run(set, queue -> files.queues().plan(queue, NOBODY).steps())));
        rules.flatMap(set -> reading(() -> new TextFloors(config).failures(set)))
                .ifPresent(problems::addAll);
        report.ifPresent(cases -> {
            problems.addAll(cases.failures());
            cases.untested()
                    .forEach(rule -> problems.add(new ConfigurationProblem(
                            "rules", 0, 0, "no case meets the rule " + rule, "add one to rules/tests.yaml")));
        });
        return report;
    }

    private <T> Optional<T> reading(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ConfigurationException e) {
            e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
            return Optional.empty();
        }
    }
}
