package io.patchbay.dispatch;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * How many dispatches of one destination may be claimed now: bulkhead, circuit breaker, pace and the provider's own
 * Retry-After in one place. It stands in front of the claim, so that what may not be sent stays in the table and costs no
 * attempt.
 */
final class DestinationGate {
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);
    private static final Duration SHORTEST_NAP = Duration.ofMillis(20);
    private static final int CALLS_HALF_OPEN = 2;
    private static final Throwable FAILED = new CallFailed();

    private final DestinationLimits limits;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final Pace pace;
    private int inside;
    private Instant pausedFrom = Instant.MAX;
    private Instant pausedUntil = Instant.MIN;

    DestinationGate(String destination, DestinationLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.pace = new Pace(limits.perSecond(), clock);
        this.breaker = CircuitBreaker.of(
                destination,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowSize(limits.breaker().calls())
                        .minimumNumberOfCalls((limits.breaker().calls() + 1) / 2)
                        .failureRateThreshold(limits.breaker().failurePercent())
                        .waitDurationInOpenState(limits.breaker().openFor())
                        .permittedNumberOfCallsInHalfOpenState(CALLS_HALF_OPEN)
                        .build());
    }

    DestinationLimits limits() {
        return limits;
    }

    /** Lets in as many as it may, at the most so many. Each of them must {@link #leave()} or be given back. */
    synchronized int admit(int most) {
        if (paused()) {
            return 0;
        }
        int wanted = Math.min(Math.min(most, limits.concurrency() - inside), pace.available());
        int admitted = 0;
        while (admitted < wanted && breaker.tryAcquirePermission()) {
            admitted++;
        }
        pace.take(admitted);
        inside += admitted;
        return admitted;
    }

    /** So many were let in and found nothing to do. */
    synchronized void giveBack(int unused) {
        inside -= unused;
        pace.take(-unused);
        for (int i = 0; i < unused; i++) {
            breaker.releasePermission();
        }
    }

    /** The call is over and its outcome is written down, or given up. */
    synchronized void leave() {
        inside--;
    }

    /** A call was not made after all, for a reason that is not the provider's. */
    void notCalled() {
        breaker.releasePermission();
    }

    /** What a call says about the destination's health. */
    void heard(Outcome outcome, boolean lookUp) {
        switch (outcome.kind()) {
            case SUCCEEDED, REJECTED, ABSENT -> breaker.onSuccess(0, TimeUnit.MILLISECONDS);
            case THROTTLED -> {
                breaker.releasePermission();
                pause(AfterOutcome.pause(outcome, limits.retries()));
            }
            case NOT_SENT, UNKNOWN -> {
                if (lookUp && outcome.httpStatus() >= 200 && outcome.httpStatus() < 500) {
                    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
                } else {
                    breaker.onError(0, TimeUnit.MILLISECONDS, FAILED);
                }
            }
        }
    }

    /** How long nothing will be let in, whatever happens; a second at the most, then ask again. Zero when it is open. */
    synchronized Duration closedFor() {
        if (paused()) {
            return nap(Duration.between(clock.instant(), pausedUntil));
        }
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> breaker.tryAcquirePermission() ? released() : LONGEST_NAP;
            default -> pace.available() > 0 ? Duration.ZERO : nap(pace.untilNext());
        };
    }

    private Duration released() {
        breaker.releasePermission();
        return Duration.ZERO;
    }

    private synchronized void pause(Duration wait) {
        Instant now = clock.instant();
        Instant until = now.plus(wait);
        if (!paused() || until.isAfter(pausedUntil)) {
            pausedFrom = now;
            pausedUntil = until;
        }
    }

    /** A pause ends at its time, and also when the clock has jumped back to before its beginning. */
    private boolean paused() {
        Instant now = clock.instant();
        return !now.isBefore(pausedFrom) && now.isBefore(pausedUntil);
    }

    private static Duration nap(Duration wanted) {
        if (wanted.compareTo(LONGEST_NAP) > 0) {
            return LONGEST_NAP;
        }
        return wanted.compareTo(SHORTEST_NAP) < 0 ? SHORTEST_NAP : wanted;
    }

    /** Stands for whatever went wrong; the breaker only counts it. */
    private static final class CallFailed extends RuntimeException {
        private CallFailed() {
            super("the call failed", null, false, false);
        }
    }
}
