package io.patchbay.platform;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What SIGTERM does: readiness goes down, and a moment later, when load balancers have had a chance to notice, the hub stops
 * taking calls, finishes what is in flight, and ends with exit code 0. A JVM left to itself would exit with 143. What does
 * not end in time is recovered at lease expiry, which is safe at any instant.
 */
public final class GracefulShutdown {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
    private static final long NOTICE_MILLIS = 1_000;
    private static final long CLOSE_SECONDS = 22;

    private final ConfigurableApplicationContext hub;

    private GracefulShutdown(ConfigurableApplicationContext hub) {
        this.hub = hub;
    }

    /** Registers the shutdown hook of a hub that has started: one that fails to start keeps its own exit code. */
    public static void register(ConfigurableApplicationContext hub) {
        Runtime.getRuntime().addShutdownHook(new Thread(new GracefulShutdown(hub)::end, "graceful-shutdown"));
    }

    private void end() {
        if (hub.isActive()) {
            AvailabilityChangeEvent.publish(hub, ReadinessState.REFUSING_TRAFFIC);
            CountDownLatch closed = new CountDownLatch(1);
            await(closed, NOTICE_MILLIS);
            Thread closing = new Thread(() -> close(closed), "close");
            closing.setDaemon(true);
            closing.start();
            if (!await(closed, TimeUnit.SECONDS.toMillis(CLOSE_SECONDS))) {
                LOG.warn(
                        "shutdown timed out; what is in flight is recovered at lease expiry timeout_s={}",
                        CLOSE_SECONDS);
            }
            Runtime.getRuntime().halt(0);
        }
    }

    private void close(CountDownLatch closed) {
        try {
            hub.close();
        } finally {
            closed.countDown();
        }
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
