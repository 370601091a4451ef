package io.patchbay.dispatch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that deliver, one for each attempt in flight: as many as the gates let in together, so that no destination
 * takes another's. They are virtual where Camel's are.
 */
final class DeliveryThreads {
    private static final String NAME = "deliver-";
    private static final long IDLE_SECONDS = 60;

    private DeliveryThreads() {}

    /** @param most how many attempts may be in flight at all destinations together */
    static ExecutorService of(int most) {
        if (Boolean.getBoolean("camel.threads.virtual.enabled")) {
            return virtual();
        }
        AtomicLong number = new AtomicLong();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, NAME + number.getAndIncrement()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** By name, since the hub is compiled for Java 17, which has none. */
    private static ExecutorService virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Object named = Class.forName("java.lang.Thread$Builder$OfVirtual")
                    .getMethod("name", String.class, long.class)
                    .invoke(builder, NAME, 0L);
            Object factory = Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(named);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no virtual threads: unset camel.threads.virtual.enabled", e);
        }
    }
}
