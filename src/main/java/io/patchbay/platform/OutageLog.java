package io.patchbay.platform;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells that the database is away without filling the disk: everything that polls or takes calls notices it again and again,
 * and the whole node writes one line a second about it, with how many it left out.
 */
public final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(1);
    private static final AtomicLong LAST = new AtomicLong(System.nanoTime() - BETWEEN);
    private static final AtomicLong LEFT_OUT = new AtomicLong();

    private OutageLog() {}

    /** Whether the failure, or what it comes from, is one of the database that passes by itself and is nobody's fault. */
    public static boolean isOutage(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(each -> each instanceof TransientDataAccessException
                        || each instanceof RecoverableDataAccessException
                        || each instanceof DataAccessResourceFailureException
                        || each instanceof TransactionException);
    }

    /** @param what cannot be done for now; without personal data */
    public static void warn(String what, Throwable failure) {
        long last = LAST.get();
        long now = System.nanoTime();
        if (now - last < BETWEEN || !LAST.compareAndSet(last, now)) {
            LEFT_OUT.incrementAndGet();
            return;
        }
        LOG.warn("{}: {} ({} alike left out)", what, FailureName.of(failure), LEFT_OUT.getAndSet(0));
    }
}
