package io.patchbay.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills one hub after another at random moments, 0.2 to 5 seconds after the victim was ready, and starts each again. Every
 * fifth victim is killed while it starts.
 */
final class Killer {
    private static final Duration START = Duration.ofSeconds(120);

    private final List<ChildHub> hubs;
    private final Random random;
    private int kills;
    private Instant lastKill = Instant.now();

    Killer(List<ChildHub> hubs, long seed) {
        this.hubs = hubs;
        this.random = new Random(seed);
    }

    /** Goes on until that many kills are done or that time has come; all hubs are up and ready afterwards. */
    void run(int most, Instant until) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (kills < most && Instant.now().isBefore(until)) {
            ChildHub victim = hubs.get(random.nextInt(hubs.size()));
            boolean whileStarting = kills % 5 == 4;
            if (!whileStarting) {
                victim.awaitReady(START);
            }
            never.await(exponentialMillis(), TimeUnit.MILLISECONDS);
            victim.kill9();
            kills++;
            lastKill = Instant.now();
            victim.restart();
            if (kills % 10 == 0) {
                System.out.printf("%d kills%n", kills);
            }
        }
        hubs.forEach(hub -> hub.awaitReady(START));
    }

    /** Mean one second, cut to 0.2 to 5 s. */
    private long exponentialMillis() {
        double seconds = -Math.log(1 - random.nextDouble());
        return Math.round(Math.max(0.2, Math.min(5, seconds)) * 1_000);
    }

    int kills() {
        return kills;
    }

    Instant lastKill() {
        return lastKill;
    }
}
