package io.patchbay.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A line every half minute about a run that takes long. */
final class Progress implements AutoCloseable {
    private static final int SECONDS = 30;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Instant started = Instant.now();

    Progress(Supplier<String> line) {
        clock.scheduleWithFixedDelay(() -> say(line), SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void say(Supplier<String> line) {
        String said;
        try {
            said = line.get();
        } catch (RuntimeException e) {
            said = "no news: " + e.getClass().getSimpleName();
        }
        System.out.printf(
                "%5d s  %s%n", Duration.between(started, Instant.now()).toSeconds(), said);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
