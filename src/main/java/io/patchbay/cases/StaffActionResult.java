package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import java.util.Map;

/**
 * What a person changed on a case, and what its destinations are sent of it.
 *
 * @param brief the case as it now stands
 * @param comment the payload of a comment on its ticket; empty when there is none
 * @param isSent whether the destinations are sent anything at all; those of a case that waits for its release are not
 * @param page whether a page is to be sent now
 * @param resolve whether the page that went out is to be resolved
 */
public record StaffActionResult(
        CaseBrief brief, Map<String, String> comment, boolean isSent, boolean page, boolean resolve) {
    public StaffActionResult {
        comment = Map.copyOf(comment);
    }

    /** Whether the ticket gets a comment. */
    public boolean isTicketNews() {
        return !comment.isEmpty();
    }
}
