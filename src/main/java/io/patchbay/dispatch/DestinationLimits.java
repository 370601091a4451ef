package io.patchbay.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How hard one destination may be pressed, and how patient the hub is with it. Comes from the destination's configuration.
 *
 * @param concurrency calls in flight from one node, 1 to 1000
 * @param perSecond calls started a second from one node; 0 for no limit
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long the destination may stay silent
 * @param callDeadline how long one call may take as a whole; a lease outlives it
 * @param retries when a failed call is tried again
 * @param breaker when to stop calling for a while
 */
public record DestinationLimits(
        int concurrency,
        int perSecond,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration callDeadline,
        RetrySchedule retries,
        Breaker breaker) {

    /** A destination that nothing is configured for: patient, and never hurried. */
    public static final DestinationLimits USUAL = new DestinationLimits(
            32,
            50,
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            RetrySchedule.TICKET,
            new Breaker(50, 20, Duration.ofSeconds(30)));

    /** What holds where the configuration says nothing, by destination. */
    public static final Map<String, DestinationLimits> DEFAULTS = Map.of(
            "jira", USUAL,
            "slack", USUAL,
            "pagerduty", USUAL.retried(RetrySchedule.PAGE),
            "writeback", USUAL,
            "email", USUAL);

    /** A pause of the machine and a slow commit are not the end of a call that was short. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);

    /**
     * @param failurePercent opens when this share of the last {@code calls} failed, 1 to 100
     * @param openFor how long it stays open before single calls try again
     */
    public record Breaker(int failurePercent, int calls, Duration openFor) {
        public Breaker {
            if (failurePercent < 1 || failurePercent > 100 || calls < 1 || openFor.isNegative()) {
                throw new IllegalArgumentException("a breaker has 1 to 100 percent of at least one call, and a time");
            }
        }
    }

    public DestinationLimits {
        Objects.requireNonNull(retries);
        Objects.requireNonNull(breaker);
        if (concurrency < 1 || concurrency > 1_000 || perSecond < 0) {
            throw new IllegalArgumentException("concurrency is 1 to 1000, perSecond 0 or more");
        }
    }

    /** How long a claimed dispatch belongs to its claim: thrice what its call may take, and five seconds at the least. */
    public Duration lease() {
        Duration lease = callDeadline.plus(callDeadline).plus(callDeadline);
        return lease.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : lease;
    }

    private DestinationLimits retried(RetrySchedule schedule) {
        return new DestinationLimits(
                concurrency, perSecond, connectTimeout, responseTimeout, callDeadline, schedule, breaker);
    }
}
