package io.patchbay.faults;

import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A flood: many calls in a minute about one failure, against providers that are as slow and as limited as real ones.
 *
 * <pre>
 * mvn -q -Pflood
 * mvn -q -Pflood -Drun="--database=postgres --calls=1000 --accounts=400 --seconds=60"
 * </pre>
 *
 * Ends with 1 when a promise was broken: more than one thread or page, a refused call, or what the standing checker finds.
 */
public final class FloodBench {
    private static final Map<String, String> DEFAULTS =
            Map.of("database", "postgres", "calls", "1000", "accounts", "400", "seconds", "60", "settle", "10");

    private FloodBench() {}

    public static void main(String[] arguments) throws IOException {
        RunOptions options = RunOptions.of(arguments, DEFAULTS);
        System.out.println(Machine.describe() + "\n" + options);
        Flood flood = new Flood(
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
            flood.send(sender);
            Duration sending = Duration.ofNanos(System.nanoTime() - started);
            Settling settling = Settling.await(database.dataSource(), Duration.ofMinutes(options.number("settle")));
            System.exit(report(database, providers, sender, sending, settling) ? 0 : 1);
        }
    }

    private static boolean report(
            HubDatabase database, ProviderSimulator providers, CallSender sender, Duration sending, Settling settling) {
        Flood.Result result =
                Flood.Result.of(new org.springframework.jdbc.core.JdbcTemplate(database.dataSource()), providers);
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
