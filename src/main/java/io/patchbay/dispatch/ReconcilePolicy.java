package io.patchbay.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When an unknown outcome is looked up, when the look-up's "not there" counts, and what may be repeated without one.
 *
 * @param quietPeriod how long after the attempt a search that finds nothing still proves nothing: Jira's index may lag by
 *     minutes
 * @param safeWindow how long after the first trigger the same dedup key may be sent blindly; later a person may have
 *     resolved the alert, and the key would open a second incident
 */
record ReconcilePolicy(Duration quietPeriod, Duration safeWindow) {
    /**
     * Repeating these changes nothing: an upsert by global id, the same text again, a state that is already there. What one
     * person sees for a moment may be seen twice.
     */
    private static final Set<String> IDEMPOTENT = Set.of(
            Operation.LINK,
            Operation.REOPEN_ISSUE,
            Operation.WITHDRAW_ISSUE,
            Operation.WITHDRAW_COMMENT,
            Operation.WITHDRAW_MESSAGE,
            Operation.WITHDRAW_REPLY,
            Operation.UPDATE_MESSAGE,
            Operation.POST_EPHEMERAL,
            Operation.ACKNOWLEDGE,
            Operation.RESOLVE,
            Operation.CASE_UPDATED,
            Operation.CALL_JOINED,
            Operation.INCIDENT_UPDATED);

    /** No server of mail says afterwards what it took, and a second copy would break the promise of one update for a case. */
    private static final Set<String> NOT_FINDABLE = Set.of(Operation.SEND_UPDATE);

    /** Waits between look-ups, so that they happen 2, 5, 10, 20 and 40 seconds after the outcome got lost. */
    private static final List<Duration> FIRST_WAITS = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    private static final Duration WAIT_WHILE_QUIET = Duration.ofMinutes(1);
    private static final Duration WAIT_LATER = Duration.ofMinutes(10);
    private static final Duration PAGE_QUIET_PERIOD = Duration.ofMinutes(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);
    private static final int MOST_LOOK_UPS = 200;

    /** Whether it may simply be sent again although it may have happened. */
    boolean repeatable(Progress progress) {
        return IDEMPOTENT.contains(progress.operation())
                || progress.operation().equals(Operation.TRIGGER)
                        && progress.sinceFirstSent().compareTo(safeWindow) < 0;
    }

    /** Whether anybody but a person can find out what became of it. */
    boolean findable(Progress progress) {
        return !NOT_FINDABLE.contains(progress.operation());
    }

    /** Whether so much time has passed that a trustworthy search which finds nothing means that it did not happen. */
    boolean quiet(Progress progress) {
        Duration quiet = quietPeriod;
        if (progress.operation().equals(Operation.TRIGGER) && PAGE_QUIET_PERIOD.compareTo(quiet) < 0) {
            quiet = PAGE_QUIET_PERIOD;
        }
        return progress.sinceSent().compareTo(quiet) >= 0;
    }

    Duration firstLookUp() {
        return FIRST_WAITS.get(0);
    }

    Duration nextLookUp(Progress progress) {
        if (progress.lookUps() < FIRST_WAITS.size()) {
            return FIRST_WAITS.get(progress.lookUps());
        }
        return progress.sinceSent().compareTo(quietPeriod.plus(quietPeriod)) < 0 ? WAIT_WHILE_QUIET : WAIT_LATER;
    }

    /** Whether looking again is no longer worth it. */
    boolean exhausted(Progress progress) {
        return progress.lookUps() >= MOST_LOOK_UPS || progress.sinceSent().compareTo(GIVE_UP_AFTER) >= 0;
    }
}
