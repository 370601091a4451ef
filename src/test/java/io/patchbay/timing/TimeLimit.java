package io.patchbay.timing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * How long a test waits, and within what time a promise is kept. Limits are written for the reference machine, two idle
 * cores, and get longer by as much as this machine was measured to be slower: in the starts of hubs, and in a piece of
 * work that is done again every ten seconds, so that a load beside the tests counts. They never get shorter.
 *
 * <p>The allowance: where a promise is made in seconds, a machine that is n times slower has n times those seconds.
 */
public final class TimeLimit {
    /** What the piece of work takes on the reference machine. */
    private static final Duration USUAL_WORK = Duration.ofMillis(100);

    /** What a hub in a JVM of its own takes there until it is ready. */
    private static final Duration USUAL_START = Duration.ofSeconds(8);

    /** A machine that is slower than this does not run the tests, it hangs. */
    private static final double SLOWEST = 20;

    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final int ROUNDS = 220;
    private static final byte[] BLOCK = new byte[64 * 1024];

    private static final Measure MEASURE = new Measure();

    private static long measured;

    static {
        // Compiled by then, as it is in any later measurement.
        work();
        measure();
    }

    private TimeLimit() {}

    /** That long on the reference machine, and longer on a slower one. */
    public static Duration of(Duration onTheReferenceMachine) {
        return Duration.ofNanos((long) (onTheReferenceMachine.toNanos() * slowness()));
    }

    /** That many seconds on the reference machine, and more on a slower one. */
    public static Duration ofSeconds(long onTheReferenceMachine) {
        return of(Duration.ofSeconds(onTheReferenceMachine));
    }

    /** That many minutes on the reference machine, and more on a slower one. */
    public static Duration ofMinutes(long onTheReferenceMachine) {
        return of(Duration.ofMinutes(onTheReferenceMachine));
    }

    /** Takes into account how long a hub in a JVM of its own took from its start until it was ready. */
    public static synchronized void hubStarted(Duration took) {
        MEASURE.start(took);
    }

    /** How many times slower than the reference machine this one is now: 1 to 20. */
    public static synchronized double slowness() {
        if (System.nanoTime() - measured > BETWEEN.toNanos()) {
            measure();
        }
        return MEASURE.slowness();
    }

    private static synchronized void measure() {
        MEASURE.work(work());
        measured = System.nanoTime();
    }

    private static Duration work() {
        long started = System.nanoTime();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int round = 0; round < ROUNDS; round++) {
                digest.update(BLOCK);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** What was measured, against what is usual: the work of now, and the slowest start so far. */
    static final class Measure {
        private double work = 1;
        private double slowestStart = 1;

        void work(Duration took) {
            work = ratio(took, USUAL_WORK);
        }

        void start(Duration took) {
            slowestStart = Math.max(slowestStart, ratio(took, USUAL_START));
        }

        double slowness() {
            return Math.min(SLOWEST, Math.max(1, Math.max(work, slowestStart)));
        }

        private static double ratio(Duration took, Duration usual) {
            return (double) took.toNanos() / usual.toNanos();
        }
    }
}
