package io.patchbay.intake;

/** What an event points at could not be fetched from its provider; the event is retried. */
final class NotFetched extends RuntimeException {
    NotFetched(String message) {
        super(message);
    }
}
