package io.patchbay.incidents;

import java.util.Map;

/** A published message that a case is still to be told. */
public record DueUpdate(String incidentId, int version, String caseRef, String text, String incidentRef, String stage) {

    /** The comment on the case's ticket that the customer reads. */
    public Map<String, String> comment() {
        return Map.of("text", text, "public", "true");
    }

    /** The comment on the case's ticket that only staff read, where the caller is not to be told. */
    public Map<String, String> staffComment() {
        return Map.of("text", "Not sent to the caller, who is not proven to belong to an account: " + text);
    }

    /** What the source of the case is told. */
    public Map<String, String> news() {
        return Map.of("incident", incidentRef, "stage", stage, "version", String.valueOf(version), "text", text);
    }
}
