package io.patchbay.dispatch;

import java.util.Locale;

/** Where a dispatch stands. */
enum State {
    /** Another dispatch comes first. */
    WAITING,
    /** To be sent when it is due. */
    READY,
    /** Claimed: an attempt has been started. */
    SENDING,
    /** The last attempt may have happened. */
    UNKNOWN,
    DONE,
    /** Given up by the hub; a person may replay it. */
    DEAD,
    /** Given up by a person. */
    CANCELLED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The text in the database. */
    String text() {
        return text;
    }

    boolean ended() {
        return this == DONE || this == DEAD || this == CANCELLED;
    }

    static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
