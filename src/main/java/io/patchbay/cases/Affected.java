package io.patchbay.cases;

/**
 * A case that is to be notified of its incident.
 *
 * @param source of its first call, or the empty string when there is no such case
 * @param why its ticket cannot be commented on, or the empty string when it can
 * @param accountId the account that its caller belongs to, or the empty string
 * @param trusted whether the caller is trusted to belong to that account; nobody else is notified
 * @param restricted whether no detail may leave the queue's own project and channel
 */
public record Affected(String source, String why, String accountId, boolean trusted, boolean restricted) {}
