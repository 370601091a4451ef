package io.patchbay.intake;

import io.patchbay.event.CallReport;
import java.time.Duration;

/**
 * What a kept event says about its call, or why nobody can read it.
 *
 * @param report the report of this event alone; null when it is malformed
 * @param grace how long the source's calls wait for their analysis after they have ended; null when it is malformed
 * @param problem what is wrong with it and where, or the empty string
 */
public record TranslatedEvent(KeptEvent event, CallReport report, Duration grace, String problem) {
    public boolean isMalformed() {
        return !problem.isEmpty();
    }
}
