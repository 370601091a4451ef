package io.patchbay.platform;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps this node alive in the database, and finds the nodes that died. A node that loses its session has no identity until
 * it has another session, and then a new one. A node is dead when two looks that are a second apart found nothing that keeps
 * it alive; it stays in the registry for as long as statements of its other sessions may still be under way, and what they
 * claim is released as well.
 */
@Component
public final class NodeLiveness implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLiveness.class);
    private static final String DEAD_NODES = "dead-nodes";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 500;
    private static final long CERTAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** More than twice what a statement may take on a connection of the pool. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final NodeRegistry registry;
    private final NodeIdentity identity;
    private final Ids ids;
    private final WorkSignal workSignal;
    private final Duration linger;
    private final Map<String, Long> silentSince = new HashMap<>();
    private final Set<String> toRelease = new HashSet<>();
    private final Set<String> released = new HashSet<>();
    private volatile CountDownLatch end;
    private Thread thread;

    @Autowired
    NodeLiveness(
            ObjectProvider<JdbcConnectionDetails> database,
            EmbeddedNodeStore embedded,
            PostgresNodeStore postgres,
            NodeIdentity identity,
            Ids ids,
            WorkSignal workSignal,
            MeterRegistry meters) {
        this(registry(database.getIfAvailable(), embedded, postgres), identity, ids, workSignal, LINGER);
        meters.gauge("patchbay.node.alive", identity, each -> each.isPresent() ? 1 : 0);
    }

    /**
     * @param registry null where there is no database, and nothing to claim
     * @param linger how long a dead node stays in the registry
     */
    NodeLiveness(NodeRegistry registry, NodeIdentity identity, Ids ids, WorkSignal workSignal, Duration linger) {
        this.linger = linger;
        this.registry = registry;
        this.identity = identity;
        this.ids = ids;
        this.workSignal = workSignal;
    }

    private static NodeRegistry registry(JdbcConnectionDetails database, NodeRegistry embedded, NodeRegistry postgres) {
        if (database == null) {
            return null;
        }
        return database.getJdbcUrl().startsWith("jdbc:postgresql:") ? postgres : embedded;
    }

    /** Joins before anything is claimed, if the database lets it, and goes on trying otherwise. */
    @Override
    public void start() {
        if (registry == null) {
            return;
        }
        CountDownLatch until = new CountDownLatch(1);
        end = until;
        look();
        thread = new Thread(() -> watch(until), "node-liveness");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(CountDownLatch until) {
        while (!ended(until)) {
            look();
        }
    }

    private void look() {
        try {
            if (!identity.isPresent()) {
                join();
            }
            strikeOff();
            consider(registry.silent());
        } catch (RuntimeException e) {
            // Of whichever kind: a node that cannot look any more must not go on as if it were alive.
            lost(e);
        }
    }

    private void join() {
        String node = ids.next("node");
        registry.join(node);
        identity.assume(node);
        LOG.info("node joined node={}", node);
    }

    private void lost(RuntimeException failure) {
        if (identity.isPresent()) {
            LOG.warn("node session lost {} reason={}", identity, FailureName.of(failure));
            identity.abandon();
        } else {
            OutageLog.warn("no node session", failure);
        }
        registry.leave();
    }

    private void consider(Set<String> silent) {
        long now = System.nanoTime();
        boolean found = false;
        synchronized (silentSince) {
            silentSince.keySet().retainAll(silent);
            for (String each : silent) {
                if (now - silentSince.computeIfAbsent(each, first -> now) >= CERTAIN_NANOS) {
                    found |= toRelease.add(each);
                }
            }
        }
        if (found) {
            workSignal.sendHere(DEAD_NODES);
        }
    }

    private void strikeOff() {
        List<String> over;
        synchronized (silentSince) {
            over = List.copyOf(released);
            released.clear();
        }
        over.forEach(registry::remove);
    }

    /**
     * The nodes whose claims are to be released, each again at every look until {@link #released} found nothing left of it;
     * waits a second at the most when there is none.
     */
    public List<String> dead() {
        return workSignal.awaitAny(DEAD_NODES, POLL, this::take);
    }

    private List<String> take() {
        synchronized (silentSince) {
            List<String> taken = List.copyOf(toRelease);
            toRelease.clear();
            return taken;
        }
    }

    /** So many of the dead node's claims are released. */
    public void released(String dead, int events, int calls, int dispatches) {
        if (events + calls + dispatches > 0) {
            LOG.warn("node dead node={} released events={} calls={} dispatches={}", dead, events, calls, dispatches);
            return;
        }
        synchronized (silentSince) {
            Long since = silentSince.get(dead);
            if (since != null && System.nanoTime() - since >= linger.toNanos()) {
                released.add(dead);
            }
        }
    }

    /** The dead node's claims could not be released; they are tried again at the next look, and end with their leases. */
    public void notReleased(String dead, Exception failure) {
        OutageLog.warn("claims of " + dead + " could not be released", failure);
    }

    private static boolean ended(CountDownLatch until) {
        try {
            return until.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The lock is free from then on: whatever is left of this node's claims is released by others, or at the next start. */
    @Override
    public void stop() {
        CountDownLatch until = end;
        if (until == null) {
            return;
        }
        until.countDown();
        try {
            thread.join(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        identity.abandon();
        registry.leave();
        end = null;
    }

    @Override
    public boolean isRunning() {
        return end != null;
    }

    /** Alive before anything claims, and until everything that does has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
