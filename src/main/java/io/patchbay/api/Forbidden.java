package io.patchbay.api;

/** Whoever asks may not do that; the message says why, for their eyes. */
final class Forbidden extends RuntimeException {
    Forbidden(String detail) {
        super(detail);
    }
}
