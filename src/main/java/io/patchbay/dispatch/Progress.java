package io.patchbay.dispatch;

import java.time.Duration;

/**
 * How far a dispatch has come, as the decision about it needs it.
 *
 * @param retries its destination's schedule
 * @param attempts the attempts so far
 * @param failures the attempts that count as failed, without the one being decided
 * @param lookUps the look-ups since the last attempt, with the one being decided
 * @param sinceFirstSent since its first attempt was started
 * @param sinceSent since its last attempt was started
 */
record Progress(
        String operation,
        RetrySchedule retries,
        int attempts,
        int failures,
        int lookUps,
        Duration sinceFirstSent,
        Duration sinceSent) {}
