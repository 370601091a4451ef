package io.patchbay.event;

/**
 * What a source says of an update that it was told about one of its cases: that it was seen.
 *
 * @param source the source that says so
 * @param updateId the {@code update_id} of the {@code incident.updated} it was told
 * @param caseRef the case it was about
 */
public record UpdateSeen(String source, String updateId, String caseRef) {}
