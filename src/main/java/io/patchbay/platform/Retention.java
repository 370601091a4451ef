package io.patchbay.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How long what is kept: {@code patchbay.retention.*}, as durations such as {@code 90d}. */
@Component
public final class Retention {
    /** The most rows that one statement deletes, so that nothing waits long for it. */
    public static final int MOST_ROWS = 5_000;

    /** The memory for duplicates that senders are promised. */
    private static final Duration LEAST_FOR_EVENTS = Duration.ofDays(30);

    private static final Duration LEAST = Duration.ofDays(1);

    private final Duration events;
    private final Duration attempts;
    private final Duration cases;

    /**
     * @param events of decided and ignored events; 30 days at least
     * @param attempts of the attempts of dispatches that have ended
     * @param cases of cases that have ended, with everything of theirs; 396 days are thirteen months
     * @throws ConfigurationException when one of them is too short
     */
    public Retention(
            @Value("${patchbay.retention.events:30d}") Duration events,
            @Value("${patchbay.retention.attempts:90d}") Duration attempts,
            @Value("${patchbay.retention.cases:396d}") Duration cases) {
        List<ConfigurationProblem> problems = new ArrayList<>();
        this.events = atLeast(LEAST_FOR_EVENTS, events, "events", problems);
        this.attempts = atLeast(LEAST, attempts, "attempts", problems);
        this.cases = atLeast(LEAST, cases, "cases", problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Duration atLeast(Duration least, Duration value, String name, List<ConfigurationProblem> problems) {
        if (value.compareTo(least) < 0) {
            problems.add(new ConfigurationProblem(
                    "patchbay.retention." + name,
                    0,
                    0,
                    "is too short",
                    "set it to " + least.toDays() + "d or more, or leave it out"));
        }
        return value;
    }

    public Duration events() {
        return events;
    }

    public Duration attempts() {
        return attempts;
    }

    public Duration cases() {
        return cases;
    }
}
