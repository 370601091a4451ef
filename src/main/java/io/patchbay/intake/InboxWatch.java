package io.patchbay.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Watches the inbox: how old the oldest event is that is not decided ({@code patchbay.events.oldest.undecided}, seconds),
 * and how many should have moved two minutes ago and have not ({@code patchbay.events.stuck}, with a line of log a minute).
 */
@Component
public class InboxWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final EventRepository events;
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong stuck = new AtomicLong();
    private Instant lastLine = Instant.EPOCH;

    InboxWatch(EventRepository events, MeterRegistry meters) {
        this.events = events;
        Gauge.builder("patchbay.events.oldest.undecided", oldest, AtomicLong::get)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("patchbay.events.stuck", stuck, AtomicLong::get).register(meters);
    }

    /** Looks once; the gauges keep what was seen until the next look. */
    public void look() {
        Instant now = events.databaseTime();
        oldest.set(Stream.of("received", "claimed")
                .flatMap(state -> events.oldest(state).stream())
                .mapToLong(at -> Duration.between(at, now).toSeconds())
                .max()
                .orElse(0));
        int late = events.stuck(now.minus(STUCK_AFTER));
        stuck.set(late);
        if (late > 0 && Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = now;
            LOG.warn("{} events should have moved {} ago; the oldest is {} s old", late, STUCK_AFTER, oldest.get());
        }
    }
}
