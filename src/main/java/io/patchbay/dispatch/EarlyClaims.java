package io.patchbay.dispatch;

import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.NodeNotAliveException;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Claims made by the transaction that plans or releases a dispatch: what is due at once, and whose destination lets it in
 * now, is written as claimed by this node and given to the claim route after the commit. It is the claim that would follow
 * anyway, without a statement and a row version of its own; all that holds for a claim holds for it.
 */
@Component
class EarlyClaims {
    /** The claim route of a destination asks at least once a second; while it does not, nothing is claimed for it. */
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(3);

    private final InFlight inFlight;
    private final Gates gates;
    private final NodeIdentity node;
    private final WorkSignal workSignal;
    private final OutcomeStore outcomes;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private final Map<String, Queue<Claimed>> committed = new ConcurrentHashMap<>();

    EarlyClaims(InFlight inFlight, Gates gates, NodeIdentity node, WorkSignal workSignal, OutcomeStore outcomes) {
        this.inFlight = inFlight;
        this.gates = gates;
        this.node = node;
        this.workSignal = workSignal;
        this.outcomes = outcomes;
    }

    /**
     * A claim that is being written.
     *
     * @param leaseUntil on the database's clock; twice as long as other leases, for the transaction takes its time too
     */
    record Early(Claimed row, Instant leaseUntil) {}

    /**
     * Which of those dispatches this node claims as it plans or releases them, by their ids. Called in the transaction that
     * writes them as claimed.
     *
     * @param due may be sent at once, and nobody else can claim them before the commit
     */
    Map<String, Early> claim(List<Claimed> due) {
        Map<String, List<Claimed>> served = due.stream()
                // Until a later claim, the same dispatch may come to show more.
                .filter(row -> !Addition.showsTheNewest(row.operation()))
                .filter(row -> isServed(row.destination()))
                .collect(Collectors.groupingBy(Claimed::destination));
        if (served.isEmpty() || !inFlight.open()) {
            return Map.of();
        }
        Map<String, Early> early = new HashMap<>();
        try {
            String token = node.token();
            // Asked in this order, the node never takes a claim for longer than the database does, however long it
            // stood still.
            Instant since = inFlight.now();
            Instant now = outcomes.moment();
            served.values().forEach(each -> claim(each, token, since, now, early));
        } catch (NodeNotAliveException e) {
            // Whoever is alive claims them.
            return Map.of();
        }
        return early;
    }

    private void claim(List<Claimed> due, String token, Instant since, Instant now, Map<String, Early> early) {
        String destination = due.get(0).destination();
        DestinationGate gate = gates.of(destination);
        Duration lease = gate.limits().lease();
        int admitted = gate.admit(due.size());
        List<Claimed> claimed = new ArrayList<>(admitted);
        for (Claimed row : due.subList(0, admitted)) {
            Claimed begun = row.begun(token, now);
            claimed.add(begun);
            early.put(begun.id(), new Early(begun, now.plus(lease).plus(lease)));
        }
        if (admitted > 0) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    boolean inTime = since.plus(lease).isAfter(inFlight.now());
                    if (status == STATUS_COMMITTED && inTime) {
                        inFlight.add(claimed, since);
                        committed(destination).addAll(claimed);
                        workSignal.sendHere(DispatchQueue.work(destination));
                    } else {
                        // Where the commit's outcome is not known, the lease says in the end what became of them.
                        gate.giveBack(admitted);
                    }
                }
            });
        }
    }

    private boolean isServed(String destination) {
        Instant last = asked.get(destination);
        return last != null && last.plus(ASKED_WITHIN).isAfter(inFlight.now());
    }

    /** What was claimed for that destination since the last time, at the most so many; their places are taken already. */
    List<Claimed> take(String destination, int most) {
        asked.put(destination, inFlight.now());
        Queue<Claimed> queue = committed(destination);
        List<Claimed> taken = new ArrayList<>();
        for (Claimed next = queue.poll(); next != null; next = taken.size() < most ? queue.poll() : null) {
            taken.add(next);
        }
        return taken;
    }

    private Queue<Claimed> committed(String destination) {
        return committed.computeIfAbsent(destination, each -> new ConcurrentLinkedQueue<>());
    }
}
