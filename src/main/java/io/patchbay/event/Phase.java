package io.patchbay.event;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a webhook says has happened to a call. The order of the constants is the precedence of what they say: a later
 * constant knows more, so its values win over those of an earlier one, whichever arrived first.
 */
public enum Phase {
    STARTED("call.started"),
    TRANSFER("call.transfer"),
    ENDED("call.ended"),
    ANALYZED("call.analyzed"),
    UPDATED("call.updated");

    private final String wireName;

    Phase(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the canonical call report, for example {@code call.analyzed}. */
    public String wireName() {
        return wireName;
    }

    /** Whether each report of this phase is something new, rather than the same state reported again. */
    public boolean repeats() {
        return this == UPDATED || this == TRANSFER;
    }

    /** The phase of that wire name, or empty for a type this version does not know (kept and ignored). */
    public static Optional<Phase> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(phase -> phase.wireName.equals(name))
                .findFirst();
    }
}
