package io.patchbay.platform;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** A document has more different names than anybody means, each of which costs time wherever it is read. */
public final class TooManyNamesException extends StreamConstraintsException {
    private static final long serialVersionUID = 1L;

    /** The most different names of one document. */
    public static final int MOST_NAMES = 5_000;

    TooManyNamesException() {
        super("more than " + MOST_NAMES + " different names");
    }
}
