package io.patchbay.incidents;

import java.util.Map;

/**
 * A case that is to hear that it belongs to a declared incident.
 *
 * @param labelled whether its ticket names the incident already
 */
public record IncidentLink(String incidentId, String incidentRef, String title, String caseRef, boolean labelled) {

    /** The comment on the case's ticket, for staff only. */
    public Map<String, String> comment() {
        return Map.of("text", "This belongs to incident " + incidentRef + ": " + title);
    }
}
