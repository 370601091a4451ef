package io.patchbay.dispatch;

import java.time.Duration;

/**
 * How hard one destination may be pressed, and what to do while it is away. Comes from the destination's configuration.
 *
 * @param concurrency calls at a time, per node
 * @param perSecond calls started per second, per node
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long the destination may stay silent
 * @param callDeadline how long one call may take as a whole; a lease has to outlive it
 * @param retry which retry schedule applies
 * @param breaker when to stop calling for a while
 */
public record DestinationLimits(
        int concurrency,
        double perSecond,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration callDeadline,
        Retry retry,
        Breaker breaker) {

    /** The retry schedules: what wakes a person is tried again sooner than what files a ticket. */
    public enum Retry {
        PAGE,
        TICKET
    }

    /**
     * @param failurePercent opens when this share of the last {@code calls} failed
     * @param openFor how long it stays open before single calls try again
     */
    public record Breaker(int failurePercent, int calls, Duration openFor) {}
}
