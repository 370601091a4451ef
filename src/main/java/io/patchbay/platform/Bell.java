package io.patchbay.platform;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes a worker that waits for work. A ring that nobody waits for is kept, one at the most, so that no work is slept
 * over; a worker that is never rung still looks at its slow poll.
 */
@Component
public final class Bell {
    private final ConcurrentMap<String, Semaphore> rings = new ConcurrentHashMap<>();

    /** Rings for that work now, or after the commit when a transaction is open. */
    public void ring(String work) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    ringNow(work);
                }
            });
        } else {
            ringNow(work);
        }
    }

    private void ringNow(String work) {
        Semaphore ring = ring(work, rings);
        if (ring.availablePermits() == 0) {
            ring.release();
        }
    }

    /** Waits until somebody rings for that work, at the most as long as that. */
    public void await(String work, Duration atMost) {
        Semaphore ring = ring(work, rings);
        try {
            ring.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            ring.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Semaphore ring(String work, ConcurrentMap<String, Semaphore> rings) {
        return rings.computeIfAbsent(work, name -> new Semaphore(0));
    }
}
