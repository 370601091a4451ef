package io.patchbay.intake;

import io.patchbay.platform.Retention;
import org.springframework.stereotype.Component;

/** Purges events that were decided or ignored long ago, and with each the key that its duplicates are known by. */
@Component
public class EventRetention {
    private final EventRepository events;
    private final Retention retention;

    EventRetention(EventRepository events, Retention retention) {
        this.events = events;
        this.retention = retention;
    }

    /** Deletes the oldest, a batch at the most, and says how many; never one that waits for triage or for a person. */
    public int purge() {
        return events.purge(retention.events(), Retention.MOST_ROWS);
    }
}
