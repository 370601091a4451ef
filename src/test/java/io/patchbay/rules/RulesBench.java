package io.patchbay.rules;

import io.patchbay.event.AccountMatch.Level;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.storage.Database;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How fast a large rule set decides, and how fast stored calls are simulated. Run it by hand:
 * {@code mvn -q -Prules-bench}, or
 * {@code java -cp … io.patchbay.rules.RulesBench [stored calls]}. Times are told as CPU of the thread and as wall time: on
 * a machine that has other work only the first says something about the rules.
 */
public final class RulesBench {
    private static final PrintStream OUT = System.out;

    /** The thread's own time, so that what else the machine does is not measured. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** Until the compilers are through: what comes later is what a hub that has run for a while does. */
    private static final int WARM_UP = 50_000;

    private static final int MEASURED = 50_000;

    /** Read by nobody; so that no decision can be left out as useless. */
    private static long decided;

    private RulesBench() {}

    public static void main(String[] arguments) {
        judging();
        deciding();
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        if (calls > 0) {
            simulating(Database.H2, calls);
            simulating(Database.POSTGRESQL, calls);
        }
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

    /** What it costs to judge calls by their meaning: the labelled texts, each as a call's summary, decided with and without. */
    private static void judging() {
        long before = heap();
        long start = System.nanoTime();
        RuleSet with = ShippedRules.rules();
        with.heard(List.of("the first text waits until everything is loaded"));
        OUT.printf(
                "meaning: loaded after %.2f s, %.0f MB of heap more%n",
                (System.nanoTime() - start) / 1e9, (heap() - before) / 1e6);
        List<CallReport> calls =
                LabelledTexts.read(ShippedRules.FOLDER.resolve("rules/texts/labelled.tsv")).texts().stream()
                        .map(text -> ShippedRules.analyzed(Map.of(CallField.SUMMARY, text.text())))
                        .toList();
        for (RuleSet rules : List.of(with.withoutMeaning(), with, with.withoutMeaning(), with)) {
            long[] cpu = new long[calls.size() * 10];
            for (int i = 0; i < cpu.length; i++) {
                long cpuStart = CPU.getCurrentThreadCpuTime();
                decided += rules.decide(facts(rules, calls.get(i % calls.size()), i))
                        .trail()
                        .size();
                cpu[i] = CPU.getCurrentThreadCpuTime() - cpuStart;
            }
            print(rules == with ? "with meaning,    CPU" : "without meaning, CPU", cpu);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
        for (int i = 0; i < WARM_UP; i++) {
            decided += rules.decide(facts(rules, report, i)).trail().size();
        }
        long[] wall = new long[MEASURED];
        long[] cpu = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long wallStart = System.nanoTime();
            long cpuStart = CPU.getCurrentThreadCpuTime();
            decided += rules.decide(facts(rules, report, i)).trail().size();
            cpu[i] = CPU.getCurrentThreadCpuTime() - cpuStart;
            wall[i] = System.nanoTime() - wallStart;
        }
        OUT.printf(
                "deciding, %d rules, 5,000 phrases, a summary of %d characters, %d decisions after %d to warm up:%n",
                rules.rules().size(), report.text(CallField.SUMMARY).length(), MEASURED, WARM_UP);
        print("CPU ", cpu);
        print("wall", wall);
    }

    private static Facts facts(RuleSet rules, CallReport report, int number) {
        return rules.facts(
                report, ShippedRules.match(Level.KNOWN), new Signals("s", number % 5, List.of(), "", ""), History.NONE);
    }

    private static void print(String what, long[] times) {
        Arrays.sort(times);
        OUT.printf(
                "  %s p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, most %.3f ms%n",
                what,
                times[times.length / 2] / 1e6,
                times[times.length * 99 / 100] / 1e6,
                times[times.length * 999 / 1000] / 1e6,
                times[times.length - 1] / 1e6);
    }

    private static void simulating(Database database, int calls) {
        StoredDecisions.insert(database.empty().template(), calls);
        Simulation simulation =
                new Simulation(new DecisionStore(database.client()), hash -> Optional.of(ShippedRules.rules()));
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
