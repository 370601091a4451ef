package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import java.util.Map;

/**
 * What a person changed on a case, and who has to hear of it.
 *
 * @param brief the case as it now stands
 * @param comment what its ticket is told, as the payload of a comment; empty when it is told nothing
 * @param tells whether the destinations hear of it at all; those of a case that waits for its release do not
 * @param page whether somebody is to be paged now
 * @param resolve whether the page that went out is to be resolved
 */
public record StaffActionResult(
        CaseBrief brief, Map<String, String> comment, boolean tells, boolean page, boolean resolve) {
    public StaffActionResult {
        comment = Map.copyOf(comment);
    }

    /** Whether the ticket is told something. */
    public boolean isTicketNews() {
        return !comment.isEmpty();
    }
}
