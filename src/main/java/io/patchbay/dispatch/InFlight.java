package io.patchbay.dispatch;

import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.WorkSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What this node has claimed and not yet settled, with the place that each of them holds at its gate. */
@Component
final class InFlight {
    private static final String EMPTY = "dispatch-in-flight-empty";

    private final NodeIdentity node;
    private final Gates gates;
    private final WorkSignal workSignal;
    private final Clock clock;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean open = true;

    InFlight(NodeIdentity node, Gates gates, WorkSignal workSignal, Clock clock) {
        this.node = node;
        this.gates = gates;
        this.workSignal = workSignal;
        this.clock = clock;
    }

    private record Key(String id, String token) {}

    private record Entry(Claimed row, Instant since) {}

    /** The time on this node's clock, to be asked before claiming: a node may stand still on the way back. */
    Instant now() {
        return clock.instant();
    }

    /** @param since when they were asked for, by {@link #now()} */
    void add(List<Claimed> rows, Instant since) {
        rows.forEach(row -> entries.put(new Key(row.id(), row.token()), new Entry(row, since)));
    }

    /** Whether a call begun now might outlive its claim, or the claim is given up already, with the identity that made it. */
    boolean outlived(String id, String token) {
        Entry entry = entries.get(new Key(id, token));
        if (entry == null || !node.owns(token)) {
            return true;
        }
        DestinationLimits limits = gates.of(entry.row().destination()).limits();
        Instant latest = entry.since().plus(limits.lease()).minus(limits.callDeadline());
        return latest.isBefore(clock.instant());
    }

    Optional<Claimed> find(String id, String token) {
        return Optional.ofNullable(entries.get(new Key(id, token))).map(Entry::row);
    }

    /** Gives the places back, each once, and then wakes the claimers that may wait for them: once for all, not for each. */
    void finish(List<Settlement> settlements) {
        Set<String> freed = new HashSet<>();
        for (Settlement each : settlements) {
            Entry entry = entries.remove(new Key(each.id(), each.token()));
            if (entry != null) {
                gates.of(entry.row().destination()).leave();
                freed.add(entry.row().destination());
            }
        }
        freed.forEach(destination -> workSignal.sendHere(DispatchQueue.work(destination)));
        if (entries.isEmpty()) {
            workSignal.sendHere(EMPTY);
        }
    }

    /**
     * Gives back what has been in flight for twice its lease: its call must have ended long ago and its outcome got lost
     * on the way, which the expired lease makes good.
     */
    void forgetLost() {
        Instant now = clock.instant();
        for (Entry each : entries.values()) {
            Claimed row = each.row();
            DestinationGate gate = gates.of(row.destination());
            if (each.since()
                    .plus(gate.limits().lease())
                    .plus(gate.limits().lease())
                    .isBefore(now)) {
                gate.notCalled();
                finish(List.of(new Settlement(row.id(), row.token(), row.caseRef(), null, 0)));
            }
        }
    }

    int size() {
        return entries.size();
    }

    boolean open() {
        return open;
    }

    /** Nothing is claimed from now on. */
    void close() {
        open = false;
    }

    void reopen() {
        open = true;
    }

    /** Waits until nothing is in flight; false when that took longer than allowed. */
    boolean awaitEmpty(Duration atMost) {
        Duration nap = Duration.ofMillis(100);
        for (long naps = atMost.toMillis() / nap.toMillis(); naps > 0 && !entries.isEmpty(); naps--) {
            workSignal.await(EMPTY, nap);
        }
        return entries.isEmpty();
    }
}
