package io.patchbay.faults;

import io.patchbay.faults.Promise.Breach;
import io.patchbay.simulator.Effects;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The long run: hubs killed again and again while calls come in and providers lose answers, then one verdict; after it a
 * soak without kills, in which nothing may grow.
 *
 * <pre>
 * mvn -q -Pdurability
 * mvn -q -Pdurability -Drun="--kills=20 --calls=2000 --nodes=1 --database=h2 --soak=0"
 * mvn -q -Pdurability -Drun="--seed=7 --minutes=3 --every=1 --calls=100 --settle=2 --soak=0 --record=docs/durability.md"
 * </pre>
 *
 * Options: {@code kills}, {@code every} (seconds between two kills, and about one more), {@code calls} (at the least: as long as there are kills, there are calls), {@code rate} (calls a
 * second), {@code phases} (how many of hundred calls send each of their three phases, in any order; the others send the last
 * alone), {@code nodes}, {@code quiet} (the hubs' quiet period), {@code seed}, {@code minutes} (bound of the killing),
 * {@code database} ({@code h2} or {@code postgres}; more than one node needs the latter), {@code faults} (share of provider
 * calls that go wrong, 0 to 1), {@code settle} (minutes allowed after the last kill), {@code soak} (minutes), {@code config}
 * (the hubs' configuration folder), {@code record} (a file that
 * the run adds its row to, so that short runs, each with a seed of its own, make a long one), {@code pace} (the {@code post_every} of Slack's channels),
 * {@code archive} ({@code yes} or {@code no}: whether hubs start from an archive of their classes). Exit code 0 when no promise
 * is broken, everything has settled and nothing has grown.
 */
public final class Durability {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("kills", "200"),
            Map.entry("calls", "20000"),
            Map.entry("nodes", "3"),
            Map.entry("seed", "1"),
            Map.entry("minutes", "41"),
            Map.entry("every", "9"),
            Map.entry("rate", "9"),
            Map.entry("pace", "500ms"),
            Map.entry("archive", "yes"),
            Map.entry("phases", "20"),
            Map.entry("quiet", "20s"),
            Map.entry("soak", "3"),
            Map.entry("database", "postgres"),
            Map.entry("faults", "0.05"),
            Map.entry("settle", "15"),
            Map.entry("record", ""),
            Map.entry("config", "connectors-config"));

    /** Of each kind of call as many as in the whole. */
    private static final int MORE = 60;

    /** A soak's calls are not about what the calls before it were. */
    private static final int OTHER_MATTERS = 900_000;

    /** How long the calls of a soak come before its first look. */
    private static final Duration CALM = Duration.ofSeconds(60);

    /** Not of the common pool, which on two cores has one thread, and answers are waited for in it. */
    private static final Executor OWN_THREAD = work -> new Thread(work, "load").start();

    private static final String OPEN_EVENTS = "event where state in ('received', 'claimed')";
    private static final String OPEN_DISPATCHES = "dispatch where state in ('waiting', 'ready', 'sending', 'unknown')";

    private final RunOptions options;
    private final List<String> grown = new ArrayList<>();
    private boolean settled = true;

    private Durability(RunOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int code = 2;
        try {
            Durability durability = new Durability(RunOptions.of(arguments, DEFAULTS));
            code = durability.run().isEmpty() && durability.settled && durability.grown.isEmpty() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        // Senders and hubs that are still at work would keep the JVM.
        System.exit(code);
    }

    /** The whole run; the promises it found broken. */
    static List<Breach> run(String... arguments) throws IOException, InterruptedException {
        return new Durability(RunOptions.of(arguments, DEFAULTS)).run();
    }

    private List<Breach> run() throws IOException, InterruptedException {
        System.out.println(Machine.describe() + "\n" + options);
        Optional<ClassArchive> archive =
                options.text("archive").equals("yes") ? Optional.of(archive()) : Optional.empty();
        try (ProviderSimulator providers = ProviderSimulator.start(0, options.number("seed"));
                HubDatabase database = HubDatabase.of(options.text("database"))) {
            providers.jira().indexLag(Duration.ofSeconds(5));
            loseAnswers(providers, options.share("faults"));
            List<ChildHub> hubs = new ArrayList<>();
            try {
                for (int node = 0; node < options.number("nodes"); node++) {
                    ChildHub hub = hub("durability-" + node, providers, database);
                    archive.ifPresent(classes -> classes.use(hub));
                    hubs.add(hub.start());
                }
                hubs.forEach(hub -> hub.awaitReady(TimeLimit.ofMinutes(2)));
                return judged(providers, database.dataSource(), hubs);
            } finally {
                hubs.forEach(ChildHub::close);
            }
        }
    }

    private ChildHub hub(String name, ProviderSimulator providers, HubDatabase database) throws IOException {
        Path folder = Path.of("target", "hubs", name + "-config");
        String configuration = HubConfiguration.paced(Path.of(options.text("config")), folder, options.text("pace"));
        return database.connect(ChildHub.named(name).providers(providers))
                .with("PATCHBAY_CONFIG_DIR", configuration)
                .with("PATCHBAY_DISPATCH_QUIET_PERIOD", options.text("quiet"))
                .jvm("-Xmx400m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /** Of a hub that has worked on some calls, with providers and a database of its own. */
    private ClassArchive archive() throws IOException {
        try (ProviderSimulator providers = ProviderSimulator.start();
                HubDatabase database = HubDatabase.of(options.text("database"))) {
            return ClassArchive.written(hub("durability-classes", providers, database), hub -> {
                CallSender sender =
                        new CallSender(List.of(hub.url()), ProviderSimulator.SECRET, TimeLimit.ofMinutes(1));
                load("archived", 0, 60).run(sender, TimeLimit.ofMinutes(1));
                Settling.await(database.dataSource(), TimeLimit.ofSeconds(20));
            });
        }
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
                hubs.stream().map(ChildHub::url).toList(), ProviderSimulator.SECRET, TimeLimit.ofMinutes(20));
        AtomicBoolean killing = new AtomicBoolean(true);
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendWhile(killing, sender), OWN_THREAD);
        Killer killer = new Killer(
                hubs,
                hub -> sender.acknowledgedAt(hub.url()),
                options.number("seed"),
                Duration.ofSeconds(options.number("every")));
        Progress progress = new Progress(() -> progress(database, killer, sender));
        try {
            Instant until = Instant.now().plus(Duration.ofMinutes(options.number("minutes")));
            killer.run(options.number("kills"), until, () -> !sending.isDone());
            killing.set(false);
            System.out.println("the last kill is done, the load goes on to its end");
            sending.join();
            Settling settling = Settling.await(database, Duration.ofMinutes(options.number("settle")));
            settled = settling.complete();
            SettleTimes times = new SettleTimes(
                    database, killer.kills().stream().map(Killer.Kill::at).toList());
            soak(sender, database, hubs);
            Effects effects = providers.journal().effects();
            List<Breach> breaches = new StandingChecker(database, effects, sender.acknowledged()).breaches();
            DurabilityReport.print(killer, cutOff(database));
            Duplicates duplicates = Duplicates.count(database, effects);
            DurabilityReport.print(sender, settling, duplicates, breaches);
            DurabilityReport.print(times);
            record(killer, sender, duplicates, breaches);
            grown.forEach(line -> System.out.println("grown               " + line));
            return breaches;
        } finally {
            killing.set(false);
            progress.close();
        }
    }

    /** All calls, and then more of them for as long as hubs are killed: every kill meets hubs under load. */
    private void sendWhile(AtomicBoolean killing, CallSender sender) {
        int sent = options.number("calls");
        load("durable", 0, sent).run(sender, TimeLimit.ofMinutes(20));
        while (killing.get() && sent > 0) {
            load("durable", sent, MORE).run(sender, TimeLimit.ofMinutes(20));
            sent += MORE;
        }
    }

    private CallLoad load(String prefix, int first, int calls) {
        CallMix mix = new CallMix(prefix, options.number("seed"), options.number("phases"), true);
        double deliveries = options.number("rate") * mix.eventsPerCall();
        return new CallLoad(mix, first, calls, deliveries, 400, 0.05, options.number("seed"));
    }

    /** An embedded database is not looked into: opened while its hub is down, it would keep the hub from starting. */
    private String progress(DataSource database, Killer killer, CallSender sender) {
        String done = "%d kills, %d deliveries acknowledged"
                .formatted(killer.kills().size(), sender.acknowledged().size());
        if (options.text("database").equals("h2")) {
            return done;
        }
        return done
                + ", %d cases, %d events and %d dispatches not settled"
                        .formatted(
                                count(database, "support_case"),
                                count(database, OPEN_EVENTS),
                                count(database, OPEN_DISPATCHES));
    }

    private static long count(DataSource database, String rows) {
        Long count = new JdbcTemplate(database).queryForObject("select count(*) from " + rows, Long.class);
        return count == null ? 0 : count;
    }

    /** The same load without kills; the first hub is watched. A third of the time before it starts warms the hub up. */
    private void soak(CallSender sender, DataSource database, List<ChildHub> hubs)
            throws IOException, InterruptedException {
        Duration time = Duration.ofMinutes(options.number("soak"));
        if (time.isZero()) {
            return;
        }
        long calls = time.plusSeconds(60).toSeconds() * options.number("rate");
        CompletableFuture<Duration> sending = CompletableFuture.supplyAsync(
                () -> load("soaked", OTHER_MATTERS, Math.toIntExact(calls)).run(sender, TimeLimit.ofMinutes(20)),
                OWN_THREAD);
        new CountDownLatch(1).await(CALM.toSeconds(), TimeUnit.SECONDS);
        Soak soak = new Soak(hubs.get(0), () -> count(database, OPEN_EVENTS) + count(database, OPEN_DISPATCHES));
        soak.run(time);
        grown.addAll(soak.grown());
        sending.join();
        Settling.await(database, Duration.ofMinutes(options.number("settle")));
    }

    /** Attempts that their node's end left without an outcome: how often a kill hit something on its way to a provider. */
    private static long cutOff(DataSource database) {
        return count(database, "dispatch_attempt where reason = 'lease expired'");
    }

    private void record(Killer killer, CallSender sender, Duplicates duplicates, List<Breach> breaches)
            throws IOException {
        if (options.text("record").isEmpty()) {
            return;
        }
        long lost = DurabilityReport.lost(breaches);
        DurabilityRecord record = new DurabilityRecord(Path.of(options.text("record")));
        record.add(new DurabilityRecord.Run(
                LocalDate.now(),
                options.number("seed"),
                killer.kills().size(),
                DurabilityReport.calls(sender),
                lost,
                duplicates.tickets() + duplicates.messages() + duplicates.pages(),
                breaches.size() - lost));
        System.out.println("recorded so far     " + record.total());
    }
}
