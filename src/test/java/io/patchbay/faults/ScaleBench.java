package io.patchbay.faults;

import io.patchbay.cases.CaseFilter;
import io.patchbay.dispatch.Batch;
import io.patchbay.simulator.ProviderSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Whether what a hub does takes as long with a million cases, and ten million entries on their timelines, as with ten
 * thousand: triage, claim, settling, case lists and search, each through the real code, the sizes in turn.
 *
 * <pre>
 * mvn -q -Pflat
 * mvn -q -Pflat -Drun="--sizes=10000,100000 --rounds=50"
 * </pre>
 *
 * The rows take 14 kB of disk a case. They are made in the temporary folder and removed, or stay in {@code folder}, where the
 * next run finds them; {@code rounds=0} only makes them. Ends with 1 when a size takes more than {@code ratio} times as long as
 * the smallest, and 0.2 ms longer.
 */
public final class ScaleBench {
    private static final Map<String, String> DEFAULTS =
            Map.of("sizes", "10000,100000,1000000", "rounds", "100", "warmup", "40", "ratio", "1.2", "folder", "");

    private static final int TEMPLATES = 60;
    private static final int BATCH = 32;
    private static final int READS = 3;
    /** What a deeper index may take: of times as short as that, a ratio says nothing. */
    private static final double LITTLE = 0.2;

    private static final String TICKETS = "jira";

    private final RunOptions options;
    private final Map<String, Map<Integer, List<Double>>> millis = new LinkedHashMap<>();

    private ScaleBench(RunOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        ScaleBench bench = new ScaleBench(RunOptions.of(arguments, DEFAULTS));
        System.out.println(Machine.describe() + "\n" + bench.options);
        System.exit(bench.run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        int[] sizes = Arrays.stream(options.text("sizes").split(","))
                .mapToInt(Integer::parseInt)
                .toArray();
        String configuration = HubConfiguration.unlimited(Files.createTempDirectory("scale-config"));
        boolean kept = !options.text("folder").isEmpty();
        Path folder = kept ? Path.of(options.text("folder")) : Files.createTempDirectory("scale-cluster");
        Map<Integer, MeasuredHub> hubs = new LinkedHashMap<>();
        try (ProviderSimulator providers = ProviderSimulator.start();
                TestPostgres postgres = TestPostgres.createForBulk(folder)) {
            try {
                for (int size : sizes) {
                    hubs.put(size, hub(size, postgres, providers, configuration));
                }
                if (options.number("rounds") == 0) {
                    return true;
                }
                int warmUp = options.number("warmup");
                for (int round = -warmUp; round < options.number("rounds"); round++) {
                    for (Map.Entry<Integer, MeasuredHub> each : hubs.entrySet()) {
                        round(each.getKey(), each.getValue(), round >= 0);
                    }
                }
                hubs.forEach(ScaleBench::printUpdates);
                return print(sizes);
            } finally {
                hubs.values().forEach(MeasuredHub::close);
            }
        } finally {
            if (!kept) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    private static MeasuredHub hub(int size, TestPostgres postgres, ProviderSimulator providers, String configuration)
            throws Exception {
        long started = System.nanoTime();
        String name = "cases_" + size;
        boolean filled = postgres.hasDatabase(name);
        String url = filled ? postgres.url(name) : postgres.newDatabase(name);
        CaseVolume volume = new CaseVolume(TestPostgres.dataSource(url));
        MeasuredHub hub = new MeasuredHub(url, providers, configuration);
        if (!filled) {
            hub.work(TEMPLATES);
        }
        hub.standStill();
        if (!filled) {
            volume.fill(size);
        }
        volume.warm();
        JdbcTemplate database = hub.database();
        System.out.printf(
                "%,d cases, %,d timeline entries, %,d dispatches, %s, there after %d s%n",
                database.queryForObject("select count(*) from support_case", Long.class),
                database.queryForObject("select count(*) from timeline_entry", Long.class),
                database.queryForObject("select count(*) from dispatch", Long.class),
                database.queryForObject("select pg_size_pretty(pg_database_size(current_database()))", String.class),
                (System.nanoTime() - started) / 1_000_000_000);
        return hub;
    }

    private void round(int size, MeasuredHub hub, boolean counts) {
        Timer timer = new Timer(size, counts);
        hub.send(BATCH);
        timer.time("triage of 32 calls", () -> require(hub.triage() == BATCH));
        deliver(hub, timer);
        for (int i = 0; i < READS; i++) {
            read(hub, timer);
        }
    }

    private static void deliver(MeasuredHub hub, Timer timer) {
        Batch[] tickets = new Batch[1];
        timer.time("claim of 32 tickets", () -> tickets[0] = hub.claim(TICKETS));
        require(hub.succeed(tickets[0]) == BATCH);
        timer.time("settling of 32 tickets", hub::settle);
        for (List<String> due = due(hub); !due.isEmpty(); due = due(hub)) {
            due.forEach(destination -> {
                if (hub.succeed(hub.claim(destination)) > 0) {
                    hub.settle();
                }
            });
        }
    }

    private static List<String> due(MeasuredHub hub) {
        return hub.destinations().stream().filter(hub::isDue).toList();
    }

    private static void read(MeasuredHub hub, Timer timer) {
        CaseFilter all = new CaseFilter("", "", "", "", "");
        String middle = hub.list(all, "").next();
        timer.time("case list, first page", () -> hub.list(all, ""));
        timer.time("case list, next page", () -> hub.list(all, middle));
        timer.time("cases of a queue", () -> hub.list(new CaseFilter("billing", "", "", "", ""), ""));
        timer.time("cases of a queue without any", () -> hub.list(new CaseFilter("identity", "", "", "", ""), ""));
        timer.time("open cases of a queue", () -> hub.list(new CaseFilter("billing", "open", "", "", ""), ""));
        timer.time("cases by status", () -> hub.list(new CaseFilter("", "open", "", "", ""), ""));
        timer.time("search by account", () -> hub.list(new CaseFilter("", "", "acct-1060", "", ""), ""));
        timer.time(
                "search by account and queue", () -> hub.list(new CaseFilter("support", "", "acct-1060", "", ""), ""));
        timer.time("search by owner", () -> hub.list(new CaseFilter("", "", "", "sofia", ""), ""));
        timer.time("search by call id", () -> hub.list(new CaseFilter("", "", "", "", "volume-777"), ""));
        String ref = hub.list(new CaseFilter("", "", "", "", "volume-777"), "")
                .cases()
                .get(0)
                .ref();
        timer.time("a case with its history", () -> hub.open(ref));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("a round did not do all of its work");
        }
    }

    /** Times of one size; not kept while the JVM warms up. */
    private final class Timer {
        private final int size;
        private final boolean counts;

        Timer(int size, boolean counts) {
            this.size = size;
            this.counts = counts;
        }

        void time(String what, Runnable work) {
            long started = System.nanoTime();
            work.run();
            double took = (System.nanoTime() - started) / 1e6;
            if (counts) {
                millis.computeIfAbsent(what, key -> new LinkedHashMap<>())
                        .computeIfAbsent(size, key -> new ArrayList<>())
                        .add(took);
            }
        }
    }

    private static void printUpdates(int size, MeasuredHub hub) {
        hub.database()
                .query(
                        "select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where relname = 'support_case'",
                        row -> {
                            System.out.printf(
                                    "%,d cases: %,d updates of the case row, %.1f %% of them without an index entry%n",
                                    size, row.getLong(1), 100.0 * row.getLong(2) / Math.max(1, row.getLong(1)));
                        });
    }

    private boolean print(int[] sizes) {
        boolean flat = true;
        StringBuilder head = new StringBuilder("%-30s".formatted("median, ms"));
        Arrays.stream(sizes).forEach(size -> head.append(" %,12d".formatted(size)));
        System.out.println(head + "   ratio");
        for (Map.Entry<String, Map<Integer, List<Double>>> each : millis.entrySet()) {
            StringBuilder line = new StringBuilder("%-30s".formatted(each.getKey()));
            double least = median(each.getValue().get(sizes[0]));
            double most = 0;
            for (int size : sizes) {
                double median = median(each.getValue().get(size));
                most = Math.max(most, median);
                line.append(" %12.2f".formatted(median));
            }
            boolean within = most <= least * options.share("ratio") || most - least <= LITTLE;
            flat &= within;
            System.out.println(line.append("   %.2f%s".formatted(most / least, within ? "" : "  not flat")));
        }
        return flat;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
