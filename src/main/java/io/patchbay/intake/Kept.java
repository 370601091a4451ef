package io.patchbay.intake;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What the inbox has of an arrival.
 *
 * @param eventId the event, of this arrival or of the earlier one it repeats
 * @param duplicate whether an earlier arrival was kept under the same key
 */
public record Kept(@JsonProperty("event_id") String eventId, boolean duplicate) {}
