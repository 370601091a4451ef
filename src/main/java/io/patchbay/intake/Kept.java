package io.patchbay.intake;

/**
 * What the inbox has of an arrival.
 *
 * @param eventId the event, of this arrival or of the earlier one it repeats
 * @param duplicate whether an earlier arrival was kept under the same key
 */
public record Kept(String eventId, boolean duplicate) {}
