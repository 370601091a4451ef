package io.patchbay.faults;

import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * Kills one hub after another at random moments and starts each again, without waiting until it is up. A victim has
 * acknowledged a delivery since its start, and where there are several hubs another one has too: some hub is always at
 * work. Now and then a hub is also killed while it starts; that is not counted.
 */
final class Killer {
    private static final Duration START = TimeLimit.ofSeconds(120);
    private static final int WHILE_STARTING = 20;

    private final List<ChildHub> hubs;
    private final ToIntFunction<ChildHub> acknowledged;
    private final Random random;
    private final Duration apart;
    private final Map<ChildHub, Integer> atStart = new HashMap<>();
    private final List<Kill> kills = new CopyOnWriteArrayList<>();
    private volatile int whileStarting;

    /** @param acknowledged the deliveries that the hub had acknowledged since it was started, at least one */
    record Kill(Instant at, int acknowledged) {}

    /**
     * @param acknowledged how many deliveries a hub has acknowledged so far, over all its lives
     * @param apart the least time between two kills; a second more is usual
     */
    Killer(List<ChildHub> hubs, ToIntFunction<ChildHub> acknowledged, long seed, Duration apart) {
        this.hubs = hubs;
        this.acknowledged = acknowledged;
        this.random = new Random(seed);
        this.apart = apart;
    }

    /**
     * Goes on until that many kills are done, that time has come, or there is no more load; all hubs are up and ready
     * afterwards.
     */
    void run(int most, Instant until, BooleanSupplier loaded) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (kills.size() < most && Instant.now().isBefore(until)) {
            never.await(exponentialMillis(), TimeUnit.MILLISECONDS);
            List<ChildHub> atWork = awaitWork(until, loaded);
            if (atWork.isEmpty()) {
                break;
            }
            ChildHub victim = atWork.get(random.nextInt(atWork.size()));
            int taken = sinceItsStart(victim);
            victim.kill9();
            Instant killed = Instant.now();
            kills.add(new Kill(killed, taken));
            restart(victim);
            if (kills.size() % WHILE_STARTING == 0) {
                never.await(2 * exponentialMillis(), TimeUnit.MILLISECONDS);
                victim.kill9();
                whileStarting++;
                restart(victim);
            }
            never.await(Duration.between(Instant.now(), killed.plus(apart)).toMillis(), TimeUnit.MILLISECONDS);
        }
        hubs.forEach(hub -> hub.awaitReady(START));
    }

    private void restart(ChildHub hub) throws IOException {
        atStart.put(hub, acknowledged.applyAsInt(hub));
        hub.restart();
    }

    private int sinceItsStart(ChildHub hub) {
        return acknowledged.applyAsInt(hub) - atStart.getOrDefault(hub, 0);
    }

    /** Enough hubs at work for one of them to be killed; none when there is no more load, or no more time. */
    private List<ChildHub> awaitWork(Instant until, BooleanSupplier loaded) throws InterruptedException {
        int spared = hubs.size() > 1 ? 1 : 0;
        CountDownLatch never = new CountDownLatch(1);
        while (loaded.getAsBoolean() && Instant.now().isBefore(until)) {
            List<ChildHub> found = atWork();
            if (found.size() > spared) {
                return found;
            }
            never.await(100, TimeUnit.MILLISECONDS);
        }
        return List.of();
    }

    private List<ChildHub> atWork() {
        hubs.forEach(ChildHub::requireAlive);
        return hubs.stream()
                .filter(hub -> sinceItsStart(hub) > 0 && hub.isReady())
                .toList();
    }

    /** Mean one second, cut to 0.2 to 5 s. */
    private long exponentialMillis() {
        double seconds = -Math.log(1 - random.nextDouble());
        return Math.round(Math.max(0.2, Math.min(5, seconds)) * 1_000);
    }

    /** Those of hubs that were at work, in order. */
    List<Kill> kills() {
        return List.copyOf(kills);
    }

    /** How many more there were of hubs that had just been started. */
    int whileStarting() {
        return whileStarting;
    }
}
