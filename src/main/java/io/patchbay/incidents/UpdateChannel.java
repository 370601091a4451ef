package io.patchbay.incidents;

/**
 * How one case is told an update.
 *
 * @param name {@code ticket}, {@code source}, {@code email}, or the empty string when no channel reaches the case
 * @param why no channel reaches it, or the empty string
 */
public record UpdateChannel(String name, String why) {}
