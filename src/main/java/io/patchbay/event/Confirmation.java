package io.patchbay.event;

import java.util.Locale;
import java.util.Optional;

/** How far a value is confirmed. The order of the constants is the order of strength. */
public enum Confirmation {
    REPORTED,
    READ_BACK,
    VERIFIED,
    CORRECTED;

    /** The name in the call report: {@code reported}, {@code read_back}, {@code verified}, {@code corrected}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Confirmation> ofWireName(String name) {
        for (Confirmation confirmation : values()) {
            if (confirmation.wireName().equals(name)) {
                return Optional.of(confirmation);
            }
        }
        return Optional.empty();
    }
}
