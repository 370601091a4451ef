package io.patchbay.incidents;

import java.util.Map;

/** A published message that a case is still to be told. */
public record DueUpdate(String incidentId, int version, String caseRef, String text) {

    /** The comment on the case's ticket that the customer reads. */
    public Map<String, String> comment() {
        return Map.of("text", text, "public", "true");
    }
}
