package io.patchbay.dispatch;

import java.time.Duration;

/**
 * What is to happen with a dispatch.
 *
 * @param state its next state
 * @param in when it is due
 * @param failed whether a failure is counted
 * @param reason why, for a person; empty when done
 */
record Next(State state, Duration in, boolean failed, String reason) {
    /** As good as never: it stands there for a person. */
    static final Duration NEVER = Duration.ofDays(36_500);

    static Next end(State state, String reason) {
        return new Next(state, Duration.ZERO, false, reason);
    }
}
