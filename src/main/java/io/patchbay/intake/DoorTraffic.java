package io.patchbay.intake;

import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many senders wait for their answer. In a burst the answers come first: a sender gives up after seconds and may not come
 * again, while what was accepted is kept and can wait. Triage takes small steps as long as many wait, and never stands still.
 */
@Component
class DoorTraffic {
    /** The most events that triage takes at a time in a burst. */
    static final int SMALL_STEP = 10;
    /** How many senders wait on average in a burst: as many as there are cores to work for them. */
    static final int MANY = Math.max(2, Runtime.getRuntime().availableProcessors());

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String QUIET = "door-quiet";
    /** The average counts in parts of a sender, and each arrival has the weight of one of so many. */
    private static final int PARTS = 256;

    private static final int WEIGHT = 8;

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger average = new AtomicInteger();
    private final WorkSignal workSignal;
    private volatile boolean pausing;

    DoorTraffic(WorkSignal workSignal) {
        this.workSignal = workSignal;
    }

    void enter() {
        int parts = waiting.incrementAndGet() * PARTS;
        average.getAndUpdate(before -> before + (parts - before) / WEIGHT);
    }

    void leave() {
        if (waiting.decrementAndGet() == 0 && pausing) {
            workSignal.sendHere(QUIET);
        }
    }

    /** Waits a moment while many senders wait, and says whether they do. */
    boolean givesWay() {
        long end = System.nanoTime() + PAUSE.toNanos();
        pausing = true;
        for (long left = PAUSE.toNanos(); left > 0 && isBurst(); left = end - System.nanoTime()) {
            workSignal.await(QUIET, Duration.ofMillis(1 + TimeUnit.NANOSECONDS.toMillis(left)));
        }
        pausing = false;
        return isBurst();
    }

    /** Not where nobody waits any more: the average is of the time before. */
    private boolean isBurst() {
        return waiting.get() > 0 && average.get() >= MANY * PARTS;
    }
}
