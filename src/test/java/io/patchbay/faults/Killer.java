package io.patchbay.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills one hub after another at random moments, 0.2 to 5 seconds after the victim was ready, and starts each again. Every
 * fifth victim is killed while it starts. Between two kills lies the asked-for time, more where a start takes longer.
 */
final class Killer {
    private static final Duration START = Duration.ofSeconds(120);

    private final List<ChildHub> hubs;
    private final Random random;
    private final Duration apart;
    private final List<Instant> kills = new CopyOnWriteArrayList<>();

    /** @param apart the usual time between two kills; zero for as fast as the hubs start */
    Killer(List<ChildHub> hubs, long seed, Duration apart) {
        this.hubs = hubs;
        this.random = new Random(seed);
        this.apart = apart;
    }

    /** Goes on until that many kills are done or that time has come; all hubs are up and ready afterwards. */
    void run(int most, Instant until) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (kills.size() < most && Instant.now().isBefore(until)) {
            Instant next = (kills.isEmpty() ? Instant.now() : last()).plus(apart);
            ChildHub victim = hubs.get(random.nextInt(hubs.size()));
            boolean whileStarting = kills.size() % 5 == 4;
            if (!whileStarting) {
                victim.awaitReady(START);
            }
            never.await(Duration.between(Instant.now(), next).toMillis(), TimeUnit.MILLISECONDS);
            never.await(exponentialMillis(), TimeUnit.MILLISECONDS);
            victim.kill9();
            kills.add(Instant.now());
            victim.restart();
        }
        hubs.forEach(hub -> hub.awaitReady(START));
    }

    /** Mean one second, cut to 0.2 to 5 s. */
    private long exponentialMillis() {
        double seconds = -Math.log(1 - random.nextDouble());
        return Math.round(Math.max(0.2, Math.min(5, seconds)) * 1_000);
    }

    /** When each kill was, in order. */
    List<Instant> kills() {
        return List.copyOf(kills);
    }

    private Instant last() {
        return kills.get(kills.size() - 1);
    }
}
