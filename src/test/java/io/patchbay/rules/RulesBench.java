package io.patchbay.rules;

import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.storage.Database;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How fast a large rule set decides, and how fast stored calls are simulated. Run it by hand:
 * {@code java -cp … io.patchbay.rules.RulesBench [stored calls]}.
 */
public final class RulesBench {
    private static final PrintStream OUT = System.out;

    private RulesBench() {}

    public static void main(String[] arguments) {
        deciding();
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        simulating(Database.H2, calls);
        simulating(Database.POSTGRESQL, calls);
        System.exit(0);
    }

    /** 200 rules, 5,000 phrases, a summary of 4 KB. */
    static RuleSet large() {
        List<CompiledRule> rules = new ArrayList<>(ShippedRules.rules().rules());
        for (int i = rules.size(); i < 200; i++) {
            String queue = Rule.PRECEDENCE.get(i % Rule.PRECEDENCE.size());
            rules.add(CompiledRule.of(DecidingTest.routing(
                    "bench-" + i,
                    queue,
                    "caller.intent == 'intent " + i + "' && ('topic " + i
                            + "' in caller.topics || caller.affected_users > " + (1_000_000 + i)
                            + ") && directory.tier != 'tier " + i + "'")));
        }
        List<String> phrases = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            phrases.add("phrase " + i + " of the lexicon");
        }
        return RuleSet.of(
                rules,
                Lexicon.of(new TreeMap<>(Map.of("bench", new TreeMap<>(Map.of("en", phrases)))), new TreeMap<>()));
    }

    private static void deciding() {
        RuleSet rules = large();
        CallReport report = ShippedRules.analyzed(Map.of(
                CallField.INTENT,
                "report_outage",
                CallField.SUMMARY,
                "The checkout fails with phrase 7 of nothing. ".repeat(91),
                CallField.PRODUCT_AREA,
                "checkout",
                CallField.TOPICS,
                List.of("outage", "checkout")));
        long[] times = new long[50_000];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                rules.decide(rules.facts(
                        report, ShippedRules.match(Level.KNOWN), new Signals("s", i % 5, List.of(), ""), History.NONE));
                times[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(times);
        OUT.printf(
                "deciding, %d rules and 5,000 phrases: p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms%n",
                rules.rules().size(),
                times[times.length / 2] / 1e6,
                times[times.length * 99 / 100] / 1e6,
                times[times.length * 999 / 1000] / 1e6);
    }

    private static void simulating(Database database, int calls) {
        StoredDecisions.insert(database.empty().template(), calls);
        Simulation simulation = new Simulation(new DecisionStore(database.client()));
        for (RuleSet draft : List.of(ShippedRules.rules(), large())) {
            long start = System.nanoTime();
            Simulation.Report report = simulation.last(draft, calls);
            OUT.printf(
                    "simulating %d stored calls with %d rules on %s: %.1f s, %d changed%n",
                    report.decisions(),
                    draft.rules().size(),
                    database,
                    (System.nanoTime() - start) / 1e9,
                    report.changed());
        }
    }
}
