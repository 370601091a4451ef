package io.patchbay.triage;

import io.patchbay.cases.Affected;
import io.patchbay.incidents.DueUpdate;
import io.patchbay.incidents.UpdateChannel;

/**
 * A case that an incident's published message is due to.
 *
 * @param isTaken whether this transaction is the one that plans it; false when another node did
 */
public record AffectedCase(DueUpdate update, Affected state, UpdateChannel selected, boolean isTaken) {

    /** {@code ticket}, {@code source}, {@code email}, {@code staff}, or the empty string when no channel reaches the case. */
    public String channel() {
        return selected.name();
    }
}
