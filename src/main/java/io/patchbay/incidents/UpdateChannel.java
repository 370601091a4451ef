package io.patchbay.incidents;

/**
 * How one case is told an update.
 *
 * @param name {@code ticket}, {@code source}, {@code email}; {@code staff} when only the people who work on the ticket may read
 *     the message; or the empty string when no channel reaches the case
 * @param why its caller is not told, or the empty string
 */
public record UpdateChannel(String name, String why) {}
