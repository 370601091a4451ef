package io.patchbay.faults;

import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A flood: many calls in a minute about one failure, against providers that are as slow and as limited as real ones.
 *
 * <pre>
 * mvn -q -Pflood
 * mvn -q -Pflood -Drun="--calls=10000 --accounts=400 --seconds=200"
 * </pre>
 *
 * Ends with 1 when a promise was broken: more than one thread or page, a refused call, or what the standing checker finds.
 */
public final class FloodBench {
    private static final Map<String, String> DEFAULTS =
            Map.of("database", "postgres", "calls", "1000", "accounts", "400", "seconds", "60", "settle", "10");

    private static final int PARTS = 10;

    private FloodBench() {}

    public static void main(String[] arguments) throws IOException {
        RunOptions options = RunOptions.of(arguments, DEFAULTS);
        System.out.println(Machine.describe() + "\n" + options);
        ThreadPlacement flood = new ThreadPlacement(
                options.number("calls"), options.number("accounts"), Duration.ofSeconds(options.number("seconds")));
        Path folder = Path.of("target", "hubs", "flood-config");
        Map<String, String> configuration = HubConfiguration.shipped(folder);
        flood.addAccounts(folder);
        try (ProviderSimulator providers = ProviderSimulator.start();
                HubDatabase database = HubDatabase.of(options.text("database"));
                ChildHub hub = database.connect(ChildHub.named("flood").providers(providers))
                        .jvm("-Xmx700m", "-XX:+UseSerialGC")) {
            configuration.forEach(hub::with);
            providers.beAsSlowAsReal();
            providers.beAsLimitedAsReal();
            hub.start().awaitReady(TimeLimit.ofMinutes(3));
            CallSender sender = new CallSender(List.of(hub.url()), ProviderSimulator.SECRET, TimeLimit.ofMinutes(5));
            long started = System.nanoTime();
            List<Double> costs = sendInParts(flood, sender, hub, database);
            Duration sending = Duration.ofNanos(System.nanoTime() - started);
            Settling settling = Settling.await(database.dataSource(), Duration.ofMinutes(options.number("settle")));
            System.out.println("processor time per call in ms, hub and database, each tenth of the calls: " + costs);
            System.exit(report(database, providers, sender, sending, settling) ? 0 : 1);
        }
    }

    /** What a call costs from beginning to end: later ones meet a case with many calls and an incident with many cases. */
    private static List<Double> sendInParts(
            ThreadPlacement flood, CallSender sender, ChildHub hub, HubDatabase database) {
        List<Double> costs = new ArrayList<>();
        int part = Math.max(1, flood.calls() / PARTS);
        for (int from = 0; from < flood.calls(); from += part) {
            int to = Math.min(flood.calls(), from + part);
            Duration before = hub.cpu().plus(database.cpu());
            flood.send(sender, from, to);
            Duration took = hub.cpu().plus(database.cpu()).minus(before);
            costs.add(Math.round(took.toNanos() / 1e4 / (to - from)) / 100.0);
        }
        return costs;
    }

    private static boolean report(
            HubDatabase database, ProviderSimulator providers, CallSender sender, Duration sending, Settling settling) {
        ThreadPlacement.Result result = ThreadPlacement.Result.of(
                new org.springframework.jdbc.core.JdbcTemplate(database.dataSource()), providers);
        List<Duration> latencies =
                sender.acknowledged().stream().map(Acknowledged::took).toList();
        List<Promise.Breach> breaches = new StandingChecker(
                        database.dataSource(), providers.journal().effects(), sender.acknowledged())
                .breaches();
        System.out.printf(
                "accepted %d in %d s, p50 %d ms, p99 %d ms; answers %s%n",
                sender.acknowledged().size(),
                sending.toSeconds(),
                CallLoad.percentile(latencies, 0.5).toMillis(),
                CallLoad.percentile(latencies, 0.99).toMillis(),
                sender.answers());
        System.out.println(result);
        System.out.println("settled " + settling.took().toSeconds() + " s after the last call: " + settling);
        System.out.println("broken promises: " + breaches);
        return breaches.isEmpty()
                && settling.complete()
                && result.threads() == 1
                && result.pages() == 1
                && result.refused().isEmpty();
    }
}
