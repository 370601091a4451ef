package io.patchbay.platform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes a worker that waits for work, on this node and, where {@link RingQueue} carries it, on the others. A ring that
 * nobody waits for is kept, one at the most, so that no work is slept over; a worker that is never rung still looks at its
 * slow poll.
 */
@Component
public final class Bell {
    private final ConcurrentMap<String, Semaphore> rings = new ConcurrentHashMap<>();
    private volatile Consumer<String> others = work -> {};

    /** Rings for that work on every node, now, or after the commit when a transaction is open. */
    public void ring(String work) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    ringEverywhere(work);
                }
            });
        } else {
            ringEverywhere(work);
        }
    }

    private void ringEverywhere(String work) {
        ringHere(work);
        others.accept(work);
    }

    /** Rings at once and on this node only: for what concerns no other, such as a place that is free again. */
    public void ringHere(String work) {
        Semaphore ring = ring(work, rings);
        if (ring.availablePermits() == 0) {
            ring.release();
        }
    }

    /** Rings for that work if anybody here ever waited for it; another node said that there is some. */
    void heard(String work) {
        if (rings.containsKey(work)) {
            ringHere(work);
        }
    }

    /** Rings for everything: what other nodes rang for meanwhile, nobody knows. */
    void heardNothing() {
        rings.keySet().forEach(this::ringHere);
    }

    /** @param others is told what is rung for here; must not wait */
    void tell(Consumer<String> others) {
        this.others = others;
    }

    /** Waits until somebody rings for that work, at the most as long as that. */
    public void await(String work, Duration atMost) {
        Semaphore ring = ring(work, rings);
        try {
            ring.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            ring.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What there is to do; when there is nothing, waits as {@link #await} does and looks once more. */
    public <T> List<T> awaitAny(String work, Duration atMost, Supplier<List<T>> look) {
        List<T> found = look.get();
        if (!found.isEmpty()) {
            return found;
        }
        await(work, atMost);
        return look.get();
    }

    private static Semaphore ring(String work, ConcurrentMap<String, Semaphore> rings) {
        return rings.computeIfAbsent(work, name -> new Semaphore(0));
    }
}
