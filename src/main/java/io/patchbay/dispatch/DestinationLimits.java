package io.patchbay.dispatch;

import java.util.Map;
import java.util.Objects;

/**
 * How hard the hub may work a destination, and how patient it is with it.
 *
 * @param concurrency the calls in flight from one node, 1 to 1000
 * @param perSecond the calls a second from one node; 0 for no limit
 * @param retries when a failed call is tried again
 * @param leaseSeconds how long a claimed dispatch belongs to its claim; longer than twice the longest call
 * @param failureThreshold the breaker opens when at least so many of the last twice as many calls failed
 * @param openSeconds how long the breaker stays open before it lets single calls through
 */
public record DestinationLimits(
        int concurrency,
        int perSecond,
        RetrySchedule retries,
        int leaseSeconds,
        int failureThreshold,
        int openSeconds) {

    /** What holds where the configuration says nothing, by destination. */
    public static final Map<String, DestinationLimits> DEFAULTS = Map.of(
            "jira", new DestinationLimits(32, 50, RetrySchedule.TICKET, 60, 10, 30),
            "slack", new DestinationLimits(16, 10, RetrySchedule.TICKET, 60, 10, 30),
            "pagerduty", new DestinationLimits(8, 2, RetrySchedule.PAGE, 60, 5, 10),
            "writeback", new DestinationLimits(16, 50, RetrySchedule.TICKET, 60, 10, 30));

    public DestinationLimits {
        Objects.requireNonNull(retries);
        if (concurrency < 1 || concurrency > 1_000) {
            throw new IllegalArgumentException("concurrency is 1 to 1000");
        }
        if (perSecond < 0 || leaseSeconds < 1 || failureThreshold < 1 || openSeconds < 1) {
            throw new IllegalArgumentException("perSecond is 0 or more; lease, threshold and open time are 1 or more");
        }
    }
}
