package io.patchbay.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A number of calls at a rate, a part of the deliveries repeated.
 *
 * @param first the number of the first call in the mix
 * @param ratePerSecond deliveries a second, 0 for as fast as the hub answers. At a rate, latency counts from the moment
 *     a delivery was due, so that a hub that stalls cannot hide it
 * @param concurrency deliveries under way at once
 * @param duplicates the share of deliveries that are sent a second time, 0 to 1
 */
public record CallLoad(
        CallMix mix, int first, int calls, double ratePerSecond, int concurrency, double duplicates, long seed) {

    /** Calls one after another as fast as they are answered, none twice. */
    public static CallLoad asFastAsPossible(CallMix mix, int first, int calls, int concurrency) {
        return new CallLoad(mix, first, calls, 0, concurrency, 0, 1);
    }

    /** Sends everything and waits until each delivery is acknowledged or given up. How long it took. */
    public Duration run(CallSender sender, Duration atMost) {
        long started = System.nanoTime();
        Semaphore underWay = new Semaphore(concurrency);
        Random random = new Random(seed);
        long delivery = 0;
        for (int index = first; index < first + calls; index++) {
            for (CallEvent event : mix.events(index)) {
                int copies = random.nextDouble() < duplicates ? 2 : 1;
                for (int copy = 0; copy < copies; copy++) {
                    post(sender, event, due(started, delivery++), underWay, atMost);
                }
            }
        }
        acquire(underWay, concurrency, atMost);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private long due(long started, long delivery) {
        return ratePerSecond == 0 ? 0 : started + (long) (delivery / ratePerSecond * 1e9);
    }

    private static void post(CallSender sender, CallEvent event, long due, Semaphore underWay, Duration atMost) {
        for (long left = due - System.nanoTime(); due != 0 && left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        acquire(underWay, 1, atMost);
        CompletableFuture<Acknowledged> sent = sender.attempt(event, 1, due == 0 ? System.nanoTime() : due);
        sent.whenComplete((taken, problem) -> underWay.release());
    }

    private static void acquire(Semaphore underWay, int permits, Duration atMost) {
        try {
            if (!underWay.tryAcquire(permits, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("deliveries are still under way after " + atMost);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value that this share of the sorted durations does not exceed. @param share 0 to 1 */
    static Duration percentile(List<Duration> durations, double share) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }
}
