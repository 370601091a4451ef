package io.patchbay.cases;

import io.patchbay.event.CallReport;
import java.time.Duration;

/**
 * What one event says about its call.
 *
 * @param eventId the event
 * @param report the report of this event alone: exactly one phase
 * @param grace how long to wait for the analysis after the call has ended
 */
public record SaidOfCall(String eventId, CallReport report, Duration grace) {}
