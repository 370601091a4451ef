package io.patchbay.cases;

/**
 * Which cases to list; an empty text does not filter.
 *
 * @param status for example {@code open}
 * @param owner the owner's id
 */
public record CaseFilter(String queue, String status, String account, String owner, String callId) {}
