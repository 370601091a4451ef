package io.patchbay.api;

/** There is no such thing, or none that the asker may see; the two look alike. */
final class NotFound extends RuntimeException {
    NotFound(String what) {
        super("there is no such " + what);
    }
}
