package io.patchbay.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed dispatch is tried again. Each wait is varied by up to a fifth either way, so that what failed together
 * does not come back together.
 */
public enum RetrySchedule {
    /** Somebody has to wake up: 2, 5, 15 and 30 seconds, then every minute until half an hour is over. */
    PAGE(page()),
    /** Tickets, messages and write-backs: from 5 seconds up to a day, 52 hours in all. */
    TICKET(ticket());

    private static final double JITTER = 0.2;

    private final List<Duration> waits;
    private final Duration horizon;

    RetrySchedule(List<Duration> waits) {
        this.waits = List.copyOf(waits);
        this.horizon = waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * How long to wait after that many failures, or empty when it is time to give up.
     *
     * @param failures counts the one that has just happened
     */
    Optional<Duration> after(int failures, RandomGenerator random) {
        return failures > waits.size() ? Optional.empty() : Optional.of(varied(waits.get(failures - 1), random));
    }

    /** How long to wait after that many attempts that were refused for now without a time to come back. */
    Duration whenThrottled(int attempts, RandomGenerator random) {
        return varied(waits.get(Math.min(attempts, waits.size()) - 1), random);
    }

    /** The first wait, as it is written. */
    Duration first() {
        return waits.get(0);
    }

    /** How long the schedule goes on in all. */
    Duration horizon() {
        return horizon;
    }

    private static Duration varied(Duration wait, RandomGenerator random) {
        return Duration.ofMillis(Math.round(wait.toMillis() * (1 - JITTER + 2 * JITTER * random.nextDouble())));
    }

    private static List<Duration> page() {
        List<Duration> waits = new ArrayList<>(seconds(2, 5, 15, 30));
        Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
        while (sum.compareTo(Duration.ofMinutes(30)) < 0) {
            waits.add(Duration.ofMinutes(1));
            sum = sum.plusMinutes(1);
        }
        return waits;
    }

    private static List<Duration> ticket() {
        List<Duration> waits = new ArrayList<>(seconds(5, 30, 120, 600, 1_800));
        for (int hours : new int[] {1, 2, 4, 8, 12, 24}) {
            waits.add(Duration.ofHours(hours));
        }
        return waits;
    }

    private static List<Duration> seconds(long... seconds) {
        List<Duration> waits = new ArrayList<>();
        for (long each : seconds) {
            waits.add(Duration.ofSeconds(each));
        }
        return waits;
    }
}
