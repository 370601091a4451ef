package io.patchbay.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What follows from an attempt's outcome. Pure: the same progress, outcome and random numbers give the same answer. */
final class AfterOutcome {
    /** A provider that asks for more patience than this is asked again after it. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** A provider that says "now" has said no all the same; without a pause it would be asked as fast as it answers. */
    private static final Duration SHORTEST_RETRY_AFTER = Duration.ofSeconds(1);

    private final ReconcilePolicy reconcile;
    private final RandomGenerator random;

    AfterOutcome(ReconcilePolicy reconcile, RandomGenerator random) {
        this.reconcile = reconcile;
        this.random = random;
    }

    /** After an attempt; an expired lease is an attempt with an unknown outcome. */
    Next attempt(Progress progress, Outcome outcome) {
        return switch (outcome.kind()) {
            case SUCCEEDED -> Next.end(State.DONE, "");
            case REJECTED -> Next.end(State.DEAD, outcome.reason());
            case NOT_SENT -> again(progress, outcome.reason());
            case THROTTLED -> throttled(progress, outcome);
            case UNKNOWN, ABSENT ->
                reconcile.repeatable(progress) ? again(progress, outcome.reason()) : unknown(progress, outcome);
        };
    }

    /**
     * Whether the safe window of the claimed page is over and its waiting for another attempt began in it. A person's
     * verdict starts the failures anew.
     */
    boolean pastRepeating(Claimed row) {
        return !row.lookUp()
                && row.operation().equals(Operation.TRIGGER)
                && row.failures() > 0
                && !row.sentAt().isBefore(windowEnd(row));
    }

    /** Until when the page may simply be sent again. */
    Instant windowEnd(Claimed row) {
        return row.firstSentAt().plus(reconcile.safeWindow());
    }

    /** After a look-up at the provider. */
    Next lookUp(Progress progress, Outcome outcome) {
        return switch (outcome.kind()) {
            case SUCCEEDED -> Next.end(State.DONE, "");
            case ABSENT ->
                reconcile.quiet(progress)
                        ? resend(progress)
                        : new Next(State.UNKNOWN, reconcile.nextLookUp(progress), false, "not found so far");
            default -> undecided(progress, outcome);
        };
    }

    /** How long to wait before anything else is sent there. */
    static Duration pause(Outcome throttled, RetrySchedule retries) {
        Duration asked = throttled.retryAfter();
        if (asked == null || asked.isNegative()) {
            return retries.first();
        }
        if (asked.compareTo(SHORTEST_RETRY_AFTER) < 0) {
            return SHORTEST_RETRY_AFTER;
        }
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private Next throttled(Progress progress, Outcome outcome) {
        if (progress.sinceFirstSent().compareTo(progress.retries().horizon()) > 0) {
            return Next.end(State.DEAD, outcome.reason() + "; refused for too long");
        }
        Duration wait = outcome.retryAfter() == null || outcome.retryAfter().isNegative()
                ? progress.retries().whenThrottled(progress.attempts(), random)
                : pause(outcome, progress.retries());
        return new Next(State.READY, wait, false, outcome.reason());
    }

    private Next again(Progress progress, String reason) {
        return progress.retries()
                .after(progress.failures() + 1, random)
                .map(wait -> new Next(State.READY, wait, true, reason))
                .orElseGet(() -> new Next(State.DEAD, Duration.ZERO, true, reason + "; tried for the last time"));
    }

    private Next resend(Progress progress) {
        Optional<Duration> left = progress.retries().after(progress.failures() + 1, random);
        return left.isPresent()
                ? new Next(State.READY, Duration.ZERO, true, "not found at the provider; sent again")
                : new Next(State.DEAD, Duration.ZERO, true, "not found at the provider; tried for the last time");
    }

    private Next unknown(Progress progress, Outcome outcome) {
        return reconcile.findable(progress)
                ? new Next(State.UNKNOWN, reconcile.firstLookUp(), false, outcome.reason())
                : new Next(State.UNKNOWN, Next.NEVER, false, "needs a person: " + outcome.reason());
    }

    private Next undecided(Progress progress, Outcome outcome) {
        if (reconcile.exhausted(progress)) {
            return new Next(State.UNKNOWN, Next.NEVER, false, "needs a person: " + outcome.reason());
        }
        Duration wait = reconcile.nextLookUp(progress);
        if (outcome.kind() == Outcome.Kind.THROTTLED) {
            Duration pause = pause(outcome, progress.retries());
            wait = pause.compareTo(wait) > 0 ? pause : wait;
        }
        return new Next(State.UNKNOWN, wait, false, outcome.reason());
    }
}
