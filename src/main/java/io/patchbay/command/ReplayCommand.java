package io.patchbay.command;

import io.patchbay.rules.DecisionStore;
import io.patchbay.rules.Drift;
import io.patchbay.rules.Replay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes stored decisions again under the rules of their day, and says what does not come out as it was stored. It reads
 * the database and knows no destination.
 */
@Command(name = "replay", description = "a stored decision again under the rules of its day")
final class ReplayCommand implements Callable<Integer> {
    private static final Duration EVER = Duration.ofDays(36_500);
    private static final int MOST = 10_000_000;

    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private Selection selection;

    /** Exactly one of the two. */
    private static final class Selection {
        @Parameters(paramLabel = "DECISION", description = "the decision's id")
        private String decision;

        @Option(names = "--all", description = "every stored decision")
        private boolean all;
    }

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Optional<ReplayStore> opened = ReplayStore.open(terminal.variables());
        if (opened.isEmpty()) {
            return problem("the database cannot be opened; an embedded one only while no hub has it open."
                    + " Of a running hub ask POST /api/v1/decisions/{id}/replay");
        }
        try (ReplayStore store = opened.get()) {
            return selection.all ? all(store.drift()) : one(store, selection.decision);
        }
    }

    private int one(ReplayStore store, String id) {
        Optional<DecisionStore.Stored> stored = store.decisions().find(id);
        if (stored.isEmpty()) {
            return problem("there is no decision " + id);
        }
        Optional<Replay> replay = store.drift().replay(stored.get());
        if (replay.isEmpty()) {
            return problem("the rule set that made the decision is not kept any more");
        }
        terminal.out()
                .printf(
                        "decision     %s of case %s%nrule set     %s%nqueue        %s by rule %s%nseverity     %s%n",
                        id,
                        stored.get().caseRef(),
                        stored.get().decision().ruleSet(),
                        replay.get().again().queue(),
                        replay.get().again().rule(),
                        replay.get().again().severity().label());
        if (replay.get().agrees()) {
            terminal.out().println("It comes out as it was stored.");
            return 0;
        }
        return problem("it differs from what was stored in: "
                + String.join(", ", replay.get().differences()));
    }

    private int all(Drift drift) {
        Drift.Report report = drift.check(EVER, MOST);
        if (report.drifted() == 0) {
            terminal.out().printf("All %d decisions come out as they were stored.%n", report.checked());
            return 0;
        }
        return problem(report.drifted() + " of " + report.checked()
                + " decisions do not come out as they were stored, for example "
                + String.join(", ", report.examples()));
    }

    private int problem(String text) {
        terminal.err().println(text);
        return Commands.PROBLEM;
    }
}
