package io.patchbay.directory;

import java.time.Duration;

/**
 * When operators are notified of what waits for a person.
 *
 * @param noticeAfter how long something waits before it is in a notice
 * @param noticeEvery how much time lies between two notices, of all nodes together
 */
public record AttentionTimes(Duration noticeAfter, Duration noticeEvery) {
    static final AttentionTimes USUAL = new AttentionTimes(Duration.ofMinutes(30), Duration.ofMinutes(15));
}
