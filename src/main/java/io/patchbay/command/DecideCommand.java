package io.patchbay.command;

import io.patchbay.directory.DirectoryFiles;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.History;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Signals;
import io.patchbay.intake.IntakeProblem;
import io.patchbay.intake.SourceTrial;
import io.patchbay.rules.Explanation;
import io.patchbay.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Says what would become of a canonical call report: match, decision and dispatches, by the same entry classes that the routes
 * call. It reads files only; so the account has no history, and nobody else reported the failure.
 */
@Command(name = "decide", description = "what would become of a canonical call report, without doing it")
final class DecideCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "FILE", description = "the call report, as JSON")
    private Path file;

    DecideCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path config = terminal.configFolder();
        SourceTrial source = SourceTrial.of(config, "generic", terminal.references());
        CallReport report;
        try {
            report = source.translate("application/json", Files.readAllBytes(file), clock.instant());
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "the file " + file + " cannot be read");
        } catch (IntakeProblem e) {
            terminal.err().println(file + ": " + e.getMessage());
            return Commands.PROBLEM;
        }
        DirectoryFiles files = DirectoryFiles.load(config, clock);
        AccountMatch match = files.directory().match(report);
        RuleSet rules = RuleFiles.load(config, files);
        Decision decision = rules.decide(rules.facts(report, match, signals(report, match), History.NONE));
        QueuePlan plan = files.queues().plan(decision.queue(), match);
        print(report, match, decision);
        printPlan(source.writesBack() ? plan : plan.without("writeback"), decision);
        return 0;
    }

    /** As {@link io.patchbay.incidents.Failures} would say of the first account that reports the failure. */
    private static Signals signals(CallReport report, AccountMatch match) {
        FailureSignature failure = FailureSignature.of(report);
        boolean counts = failure.known() && match.trusted();
        return counts ? new Signals(failure.key(), 1, List.of(), "", "") : Signals.NONE;
    }

    private void print(CallReport report, AccountMatch match, Decision decision) {
        line("call", report.callId());
        line("match", match.level().name().toLowerCase(Locale.ROOT) + ": " + match.reason());
        line("match basis", match.basis().wireName());
        line("trusted", match.trusted() ? "yes" : "no: joins nothing, counts for nothing, is told nothing");
        line("account", match.accountId());
        line("queue", decision.queue() + " by rule " + decision.rule());
        Explanation.resembles(decision).forEach(example -> line("resembles", example));
        line("severity", decision.severity().label());
        line("confirmed by", decision.severity().confirmedBy());
        line("review", String.join(", ", decision.reviewReasons()));
        line("escalation", String.join(", ", decision.escalationTopics()));
        line("callback", String.join(", ", decision.callbackTopics()));
        line("claims", String.join("; ", decision.unsupportedClaims()));
        line("rule set", decision.ruleSet());
        terminal.out().println("trail");
        decision.trail().forEach(step -> terminal.out()
                .printf(
                        "  %-12s %-11s %s%s %s%n",
                        step.result().name().toLowerCase(Locale.ROOT),
                        step.group(),
                        step.rule(),
                        step.mode().equals("active") ? "" : " (" + step.mode() + ")",
                        step.values()));
    }

    private void printPlan(QueuePlan plan, Decision decision) {
        terminal.out().println("dispatches");
        plan.steps().stream()
                .filter(step -> !step.onlyConfirmed() || decision.severity().pages())
                .forEach(step -> terminal.out()
                        .printf(
                                "  %-12s %-14s %s%n",
                                step.destination(),
                                step.operation(),
                                step.after().isEmpty() ? "" : "after " + step.after()));
        line("owner", plan.owner().name() + ": " + plan.owner().why());
    }

    private void line(String name, String value) {
        if (!value.isEmpty()) {
            terminal.out().printf("%-13s%s%n", name, value);
        }
    }
}
