package io.patchbay.intake;

import io.patchbay.platform.Bell;
import java.time.Duration;
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

    /** From this number of waiting senders on, one more core would be at work with them than a small machine has. */
    static final int MANY = 8;

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String QUIET = "door-quiet";

    private final AtomicInteger waiting = new AtomicInteger();
    private final Bell bell;

    DoorTraffic(Bell bell) {
        this.bell = bell;
    }

    void enter() {
        waiting.incrementAndGet();
    }

    void leave() {
        if (waiting.decrementAndGet() == MANY - 1) {
            bell.ringHere(QUIET);
        }
    }

    /** Waits a moment while many senders wait, and says whether they do. */
    boolean givesWay() {
        if (waiting.get() >= MANY) {
            bell.await(QUIET, PAUSE);
        }
        return waiting.get() >= MANY;
    }
}
