package io.patchbay.event;

/**
 * Whether a severity is confirmed, which one, and by what.
 *
 * @param level the level, 1 (worst) to 4, or 0 while unconfirmed
 * @param confirmedBy {@code rule:<id>} or {@code staff:<name>}; empty while unconfirmed
 * @param pages whether the confirmed level pages
 */
public record Severity(int level, String confirmedBy, boolean pages) {

    public static final Severity UNCONFIRMED = new Severity(0, "", false);

    public Severity {
        if (level < 0 || level > 4 || (level == 0) != confirmedBy.isEmpty() || (level == 0 && pages)) {
            throw new IllegalArgumentException("a severity is confirmed by somebody at level 1 to 4, or not at all");
        }
    }

    public boolean confirmed() {
        return level > 0;
    }

    /** {@code SEV1} to {@code SEV4}, or {@code unconfirmed}. */
    public String label() {
        return confirmed() ? "SEV" + level : "unconfirmed";
    }
}
