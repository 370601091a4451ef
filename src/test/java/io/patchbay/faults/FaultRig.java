package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a fault test stands on: simulated providers, a durable database, real hubs in JVMs of their own, and the judge. */
final class FaultRig implements AutoCloseable {
    /** Generous: a fault test may run on a machine that others use too. */
    static final Duration START = TimeLimit.ofMinutes(2);

    static final Duration SETTLE = TimeLimit.ofMinutes(3);

    final ProviderSimulator providers;
    final HubDatabase database;
    final JdbcTemplate template;
    final Path folder;
    final Map<String, String> configuration;
    private final List<ChildHub> hubs = new ArrayList<>();
    private CallSender sender;
    private int next;

    private FaultRig(HubDatabase database, HubConfiguration configuration) throws IOException {
        this.database = database;
        this.template = new JdbcTemplate(database.dataSource());
        this.providers = ProviderSimulator.start();
        this.folder = Path.of("target", "hubs", "config-" + UUID.randomUUID());
        this.configuration = configuration.environment(folder);
    }

    static FaultRig on(HubDatabase database, HubConfiguration configuration) throws IOException {
        return new FaultRig(database, configuration);
    }

    /** What is particular about one node. */
    @FunctionalInterface
    interface Particular {
        void of(ChildHub hub) throws IOException;
    }

    /** Starts a node and returns at once. */
    ChildHub node(String name) throws IOException {
        return node(name, hub -> {});
    }

    /** Starts a node that is unlike the others and returns at once. */
    ChildHub node(String name, Particular particular) throws IOException {
        ChildHub hub = database.connect(ChildHub.named(name).providers(providers))
                .jvm("-Xmx400m", "-Xss512k", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        configuration.forEach(hub::with);
        particular.of(hub);
        if (hub.runsFromClassPath()) {
            ClassArchive.ofThisBuild().use(hub);
        }
        hub.start();
        hubs.add(hub);
        return hub;
    }

    /** The first answer after the effect is lost in a way of its own at every provider, and of later ones that share. */
    void loseAnswers(double share) {
        for (Endpoint endpoint :
                List.of(Endpoint.JIRA_CREATE_ISSUE, Endpoint.SLACK_POST_MESSAGE, Endpoint.PAGERDUTY_ENQUEUE)) {
            providers.faults().on(endpoint).once(Fault.lostAnswer(Fault.Way.RESET));
            providers.faults().on(endpoint).once(Fault.doneBut(503));
            providers.faults().on(endpoint).once(Fault.lostAnswer(Fault.Way.TRUNCATED));
            providers.faults().on(endpoint).sometimes(share, Fault.lostAnswer(Fault.Way.CLOSED));
            providers.faults().on(endpoint).always(Fault.delay(Duration.ofMillis(20), Duration.ofMillis(120)));
        }
    }

    /**
     * Sends calls about new matters to all nodes at that many deliveries a second, and again what was not acknowledged. The
     * first three of them confirm a severity.
     */
    CompletableFuture<Duration> send(String prefix, int calls, double rate) {
        int first = next;
        next += 30 * (1 + calls / 30);
        CallLoad load = new CallLoad(new CallMix(prefix, 1, false), first, calls, rate, 60, 0.1, 1);
        return CompletableFuture.supplyAsync(() -> load.run(sender(), TimeLimit.ofMinutes(3)));
    }

    /** The sender of all calls; it knows the nodes that there are when it is first asked for. */
    CallSender sender() {
        if (sender == null) {
            sender = new CallSender(
                    hubs.stream().map(ChildHub::url).toList(), ProviderSimulator.SECRET, TimeLimit.ofMinutes(3));
        }
        return sender;
    }

    long count(String condition) {
        Long count = template.queryForObject("select count(*) from " + condition, Long.class);
        return count == null ? 0 : count;
    }

    /** Waits until the hubs have nothing left to do, then holds them to every promise. */
    void assertNothingLostNothingTwice() {
        Settling settling = Settling.await(database.dataSource(), SETTLE);
        assertThat(settling.complete()).as("settled: %s", settling).isTrue();
        assertThat(breaches()).isEmpty();
        Duplicates duplicates =
                Duplicates.count(database.dataSource(), providers.journal().effects());
        assertThat(duplicates).isEqualTo(new Duplicates(0, 0, 0));
        assertThat(sender().refused()).isEmpty();
    }

    List<Promise.Breach> breaches() {
        return new StandingChecker(database.dataSource(), providers.journal().effects(), sender().acknowledged())
                .breaches();
    }

    @Override
    public void close() throws IOException {
        hubs.forEach(ChildHub::close);
        providers.close();
        database.close();
    }
}
