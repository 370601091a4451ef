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
 * Wakes a worker that waits for work, on this node and, where {@link PostgresNotifications} carries the signal, on the others. A
 * signal that no worker waits for is kept, one at the most, so that no work is missed; a worker without a signal still polls
 * slowly.
 */
@Component
public final class WorkSignal {
    private final ConcurrentMap<String, Semaphore> pending = new ConcurrentHashMap<>();
    private volatile Consumer<String> others = work -> {};

    /** Signals that work on every node, now, or after the commit when a transaction is open. */
    public void send(String work) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    sendEverywhere(work);
                }
            });
        } else {
            sendEverywhere(work);
        }
    }

    private void sendEverywhere(String work) {
        sendHere(work);
        others.accept(work);
    }

    /** Signals at once and on this node only: for what concerns no other, such as a place that is free again. */
    public void sendHere(String work) {
        Semaphore signal = signal(work, pending);
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /** Another node signalled that work: passed on if a worker here ever waited for it. */
    void receive(String work) {
        if (pending.containsKey(work)) {
            sendHere(work);
        }
    }

    /** Signals all work: what other nodes signalled meanwhile is not known. */
    void missedSome() {
        pending.keySet().forEach(this::sendHere);
    }

    /** @param others receives what is signalled here; must not wait */
    void forward(Consumer<String> others) {
        this.others = others;
    }

    /** Waits for a signal of that work, at the most as long as that. */
    public void await(String work, Duration atMost) {
        Semaphore signal = signal(work, pending);
        try {
            signal.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            signal.drainPermits();
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

    private static Semaphore signal(String work, ConcurrentMap<String, Semaphore> pending) {
        return pending.computeIfAbsent(work, name -> new Semaphore(0));
    }
}
