package io.patchbay.platform;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The deadlines of the calls that are under way. One look at all of them, twenty times a second, costs less than an alarm
 * that is set and cancelled for each call. A call that goes on after its deadline is cut again at every look.
 */
final class CallDeadlines implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch;

    CallDeadlines() {
        this.watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "egress-deadline");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(this::cutLate, LOOK_EVERY.toNanos(), LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Until it is closed, the call is cut when that much time has passed. */
    Deadline begin(Duration within, Runnable cut) {
        Deadline deadline = new Deadline(System.nanoTime() + within.toNanos(), cut);
        running.add(deadline);
        return deadline;
    }

    private void cutLate() {
        if (running.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (Deadline each : running) {
            if (each.at - now <= 0) {
                each.passed = true;
                each.cut.run();
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    /** The end of one call's time. */
    final class Deadline implements AutoCloseable {
        private final long at;
        private final Runnable cut;
        private volatile boolean passed;

        private Deadline(long at, Runnable cut) {
            this.at = at;
            this.cut = cut;
        }

        boolean isPassed() {
            return passed;
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }
}
