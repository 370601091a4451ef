package io.patchbay.api;

/** The request cannot be understood; the message says what to mend. */
final class BadRequest extends RuntimeException {
    BadRequest(String detail) {
        super(detail);
    }
}
