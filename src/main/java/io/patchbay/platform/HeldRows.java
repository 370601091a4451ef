package io.patchbay.platform;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Lets a poll pass by rows that somebody holds for longer than a lock is waited for: a node that stands still in the middle
 * of a claim would otherwise keep all others from what is due behind it. Only after such a failure and for a minute,
 * because on H2 a locking read walks the whole backlog.
 */
public final class HeldRows {
    private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(1);

    private volatile long until = System.nanoTime();

    /** What the statement that reads due rows ends with. */
    public String passedBy() {
        return System.nanoTime() - until < 0 ? " for update skip locked" : "";
    }

    /** Claims, and remembers it when a row was held. */
    public <T> T noticing(Supplier<T> claim) {
        try {
            return claim.get();
        } catch (PessimisticLockingFailureException e) {
            until = System.nanoTime() + REMEMBERED;
            throw e;
        }
    }
}
