package io.patchbay.intake;

/**
 * A kept event that is handled by itself.
 *
 * @param kind what it is about, as {@link KeptEvents} says
 */
public record SingleEvent(String kind, KeptEvent event) {}
