package io.patchbay.cases;

/**
 * A case that is to be told about its incident.
 *
 * @param source of its first call, or the empty string when there is no such case
 * @param why its ticket cannot be commented on, or the empty string when it can
 */
public record Affected(String source, String why) {}
