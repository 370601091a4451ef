package io.patchbay.api;

/** The request does not go with how things stand; the message says why. */
final class Conflict extends RuntimeException {
    Conflict(String detail) {
        super(detail);
    }
}
