package io.patchbay.faults;

import io.patchbay.faults.Promise.Breach;
import io.patchbay.faults.provider.Endpoint;
import io.patchbay.faults.provider.Fault;
import io.patchbay.faults.provider.ProviderSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The long run: hubs killed again and again while calls come in and providers lose answers, then one verdict.
 *
 * <pre>
 * mvn -q -Pdurability
 * mvn -q -Pdurability -Drun="--kills=20 --calls=2000 --nodes=1 --database=h2"
 * </pre>
 *
 * Options: {@code kills}, {@code calls}, {@code nodes}, {@code seed}, {@code minutes} (bound of the killing), {@code rate}
 * (calls a second), {@code database} ({@code h2} or {@code postgres}; more than one node needs the latter), {@code faults}
 * (share of provider calls that go wrong, 0 to 1), {@code settle} (minutes allowed after the last kill), {@code config} (the
 * hubs' configuration folder). Exit code 0 when no promise is broken.
 */
public final class Durability {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("kills", "200"),
            Map.entry("calls", "20000"),
            Map.entry("nodes", "2"),
            Map.entry("seed", "1"),
            Map.entry("minutes", "60"),
            Map.entry("rate", "25"),
            Map.entry("database", "postgres"),
            Map.entry("faults", "0.05"),
            Map.entry("settle", "15"),
            Map.entry("config", "connectors-config"));

    private final RunOptions options;

    private Durability(RunOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.exit(run(arguments).isEmpty() ? 0 : 1);
    }

    /** The whole run; the promises it found broken. */
    static List<Breach> run(String... arguments) throws IOException, InterruptedException {
        return new Durability(RunOptions.of(arguments, DEFAULTS)).run();
    }

    private List<Breach> run() throws IOException, InterruptedException {
        System.out.println(Machine.describe() + "\n" + options);
        try (ProviderSimulator providers = ProviderSimulator.start(0, options.number("seed"));
                HubDatabase database = HubDatabase.of(options.text("database"))) {
            providers.jira().indexLag(Duration.ofSeconds(5));
            loseAnswers(providers, options.share("faults"));
            List<ChildHub> hubs = new ArrayList<>();
            try {
                for (int node = 0; node < options.number("nodes"); node++) {
                    hubs.add(started("durability-" + node, providers, database));
                }
                return judged(providers, database.dataSource(), hubs);
            } finally {
                hubs.forEach(ChildHub::close);
            }
        }
    }

    private ChildHub started(String name, ProviderSimulator providers, HubDatabase database) throws IOException {
        ChildHub hub = database.connect(ChildHub.named(name).providers(providers))
                .with(
                        "PATCHBAY_CONFIG_DIR",
                        Path.of(options.text("config")).toAbsolutePath().toString())
                .start();
        return hub.awaitReady(Duration.ofMinutes(2));
    }

    /** Half of what goes wrong has happened before it goes wrong. */
    private static void loseAnswers(ProviderSimulator providers, double share) {
        for (Endpoint endpoint :
                List.of(Endpoint.JIRA_CREATE_ISSUE, Endpoint.SLACK_POST_MESSAGE, Endpoint.PAGERDUTY_ENQUEUE)) {
            providers.faults().on(endpoint).always(Fault.delay(Duration.ofMillis(20), Duration.ofMillis(120)));
            providers.faults().on(endpoint).sometimes(share / 4, Fault.lostAnswer(Fault.Way.RESET));
            providers.faults().on(endpoint).sometimes(share / 4, Fault.doneBut(503));
            providers.faults().on(endpoint).sometimes(share / 4, Fault.throttled("1"));
            providers.faults().on(endpoint).sometimes(share / 4, Fault.refusedWith(500, "{}"));
        }
    }

    private List<Breach> judged(ProviderSimulator providers, DataSource database, List<ChildHub> hubs)
            throws IOException, InterruptedException {
        CallSender sender = new CallSender(
                hubs.stream().map(ChildHub::url).toList(), ProviderSimulator.SECRET, Duration.ofMinutes(20));
        CallLoad load = new CallLoad(
                new CallMix("durable", options.number("seed"), true),
                0,
                options.number("calls"),
                options.number("rate") * 3.0,
                400,
                0.05,
                options.number("seed"));
        CompletableFuture<Duration> sending =
                CompletableFuture.supplyAsync(() -> load.run(sender, Duration.ofMinutes(30)));
        Killer killer = new Killer(hubs, options.number("seed"));
        killer.run(options.number("kills"), Instant.now().plus(Duration.ofMinutes(options.number("minutes"))));
        sending.join();
        Settling settling = Settling.await(database, Duration.ofMinutes(options.number("settle")));
        List<Breach> breaches =
                new StandingChecker(database, providers.journal().effects(), sender.acknowledged()).breaches();
        report(
                sender,
                killer,
                settling,
                Duplicates.count(database, providers.journal().effects()),
                breaches);
        settleTimes(database, killer.lastKill());
        return breaches;
    }

    private static void report(
            CallSender sender, Killer killer, Settling settling, Duplicates duplicates, List<Breach> breaches) {
        long deliveries = sender.acknowledged().stream()
                .map(Acknowledged::webhookId)
                .distinct()
                .count();
        System.out.printf("kills survived      %d%n", killer.kills());
        System.out.printf(
                "events accepted     %d (given up by the sender: %d)%n",
                deliveries, sender.refused().size());
        System.out.printf(
                "lost                %d%n",
                breaches.stream()
                        .filter(breach -> breach.promise() == Promise.ACCEPTED_IS_KEPT)
                        .count());
        System.out.printf("duplicate tickets   %d%n", duplicates.tickets());
        System.out.printf("duplicate messages  %d%n", duplicates.messages());
        System.out.printf("duplicate pages     %d%n", duplicates.pages());
        System.out.printf("answers by status   %s%n", sender.answers());
        System.out.printf("settled             %s after the load: %s%n", settling.complete() ? "yes" : "NO", settling);
        System.out.printf("broken promises     %d%n", breaches.size());
        breaches.stream().limit(20).forEach(breach -> System.out.println("  " + breach));
    }

    /** From the last kill to the end of each dispatch that was planned before it and ended after it. */
    private static void settleTimes(DataSource database, Instant lastKill) {
        List<Duration> times = new JdbcTemplate(database)
                        .queryForList(
                                "select settled_at from dispatch where planned_at < ? and settled_at > ?",
                                Timestamp.class,
                                Timestamp.from(lastKill),
                                Timestamp.from(lastKill))
                        .stream()
                        .map(settled -> Duration.between(lastKill, settled.toInstant()))
                        .toList();
        System.out.printf(
                "settled after kill  p50 %s, p99 %s, max %s (%d dispatches)%n",
                CallLoad.percentile(times, 0.5),
                CallLoad.percentile(times, 0.99),
                CallLoad.percentile(times, 1),
                times.size());
    }
}
