package io.patchbay.dispatch;

import java.util.Locale;

/** Why a ticket, message or comment of a case stands no more. */
public enum WithdrawalReason {
    /** The case went on in another project or channel. What the old one says may stay there; it points to the new one. */
    MOVED,
    /** The case left a restricted queue. What was said there stays there, and nothing of it is carried on. */
    LEFT_RESTRICTED,
    /** The case became restricted: its texts go from where everybody can read them. */
    RESTRICTED,
    /** What was said belongs to another account: its texts go from that account's ticket and thread. */
    TENANT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The text in the database and on the timeline. */
    public String text() {
        return text;
    }

    /** Whether the texts of the old place are replaced by a neutral sentence. */
    public boolean conceals() {
        return this == RESTRICTED || this == TENANT;
    }

    /** @throws IllegalArgumentException when there is no such reason */
    static WithdrawalReason of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
