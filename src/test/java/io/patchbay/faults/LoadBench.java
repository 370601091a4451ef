package io.patchbay.faults;

import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many calls a second the hub accepts, how many cases a second it brings to the end, and what a case costs.
 *
 * <pre>
 * mvn -q -Pbench
 * mvn -q -Pbench -Drun="--database=postgres --providers=slow --calls=8000"
 * </pre>
 *
 * Options: {@code database} ({@code h2}, {@code postgres} or {@code both}), {@code providers} ({@code instant}, {@code slow} as
 * real ones are, or {@code both}), {@code calls}, {@code warmup} (calls before the clock starts), {@code concurrency} (senders'
 * connections), {@code settle} (minutes allowed). The load, the providers and the database share the machine with the hub.
 */
public final class LoadBench {
    private static final Map<String, String> DEFAULTS = Map.of(
            "database", "both",
            "providers", "both",
            "calls", "8000",
            "warmup", "3000",
            "concurrency", "64",
            "settle", "10");

    private final RunOptions options;

    private LoadBench(RunOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException {
        LoadBench bench = new LoadBench(RunOptions.of(arguments, DEFAULTS));
        System.out.println(Machine.describe() + "\n" + bench.options);
        System.out.printf(
                "%-9s %-9s %10s %8s %8s %9s %12s %11s %s%n",
                "database",
                "providers",
                "accepted/s",
                "p50 ms",
                "p99 ms",
                "cases/s",
                "hub CPU/case",
                "DB CPU/case",
                "open");
        for (String database : both(bench.options.text("database"), "h2", "postgres")) {
            for (String providers : both(bench.options.text("providers"), "instant", "slow")) {
                bench.measure(database, "slow".equals(providers));
            }
        }
    }

    private static List<String> both(String chosen, String one, String other) {
        return "both".equals(chosen) ? List.of(one, other) : List.of(chosen);
    }

    private void measure(String kind, boolean slow) throws IOException {
        try (ProviderSimulator providers = ProviderSimulator.start();
                HubDatabase database = HubDatabase.of(kind);
                ChildHub hub = database.connect(ChildHub.named("bench-" + kind + (slow ? "-slow" : ""))
                                .providers(providers)
                                .with(
                                        "PATCHBAY_CONFIG_DIR",
                                        HubConfiguration.unlimited(Files.createTempDirectory("bench-config")))
                                .jvm("-Xmx1g", "-XX:+UseParallelGC"))
                        .start()) {
            if (slow) {
                providers.beAsSlowAsReal();
            }
            hub.awaitReady(TimeLimit.ofMinutes(2));
            CallMix mix = new CallMix("bench", 1, false);
            CallLoad.asFastAsPossible(mix, 0, options.number("warmup"), 32).run(sender(hub), patience());
            Settling.await(database.dataSource(), patience());
            // Statistics of a database in use, which PostgreSQL gathers by itself within minutes.
            new JdbcTemplate(database.dataSource()).execute("analyze");
            measured(hub, database, mix, "%-9s %-9s".formatted(kind, slow ? "slow" : "instant"));
        }
    }

    private void measured(ChildHub hub, HubDatabase database, CallMix mix, String label) {
        int calls = options.number("calls");
        CallSender sender = sender(hub);
        Duration hubBefore = hub.cpu();
        Duration databaseBefore = database.cpu();
        Instant started = Instant.now();
        Duration sending = CallLoad.asFastAsPossible(
                        mix, options.number("warmup"), calls, options.number("concurrency"))
                .run(sender, patience());
        Settling settling = Settling.await(database.dataSource(), patience());
        Duration toTheEnd = Duration.between(started, lastSettled(database));
        List<Duration> latencies =
                sender.acknowledged().stream().map(Acknowledged::took).toList();
        System.out.printf(
                "%s %10.0f %8.1f %8.1f %9.0f %9.2f ms %8.2f ms %d%n",
                label,
                calls / seconds(sending),
                seconds(CallLoad.percentile(latencies, 0.5)) * 1_000,
                seconds(CallLoad.percentile(latencies, 0.99)) * 1_000,
                calls / seconds(toTheEnd),
                seconds(hub.cpu().minus(hubBefore)) * 1_000 / calls,
                seconds(database.cpu().minus(databaseBefore)) * 1_000 / calls,
                settling.events() + settling.calls() + settling.dispatches() + settling.unknown());
        if (sender.answers().size() > 1) {
            System.out.println("          answers by status " + sender.answers());
        }
    }

    private static Instant lastSettled(HubDatabase database) {
        Timestamp last = new JdbcTemplate(database.dataSource())
                .queryForObject("select max(settled_at) from dispatch", Timestamp.class);
        return last == null ? Instant.now() : last.toInstant();
    }

    private CallSender sender(ChildHub hub) {
        return new CallSender(List.of(hub.url()), ProviderSimulator.SECRET, patience());
    }

    private Duration patience() {
        return Duration.ofMinutes(options.number("settle"));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
