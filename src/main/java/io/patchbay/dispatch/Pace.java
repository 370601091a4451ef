package io.patchbay.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * At most so many calls a second, evenly: a token bucket that holds a fifth of a second's worth, so that no second sees
 * more than 1.2 times the limit. Not thread-safe. A clock that jumps back costs a fifth of a second, not the jump.
 */
final class Pace {
    private static final double BURST = 0.2;

    private final int perSecond;
    private final double most;
    private final Clock clock;
    private double tokens;
    private Instant filledAt;

    /** @param perSecond 0 for no limit */
    Pace(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond * BURST);
        this.clock = clock;
        this.tokens = most;
        this.filledAt = clock.instant();
    }

    /** How many calls may start now. */
    int available() {
        if (perSecond == 0) {
            return Integer.MAX_VALUE;
        }
        Instant now = clock.instant();
        double seconds = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
        tokens = Math.min(most, tokens + seconds * perSecond);
        filledAt = now;
        return (int) tokens;
    }

    /** Takes so many, or gives them back when negative. */
    void take(int calls) {
        if (perSecond > 0) {
            tokens = Math.min(most, tokens - calls);
        }
    }

    /** How long until the next call may start. */
    Duration untilNext() {
        return available() > 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
    }
}
