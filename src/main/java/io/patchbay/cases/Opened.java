package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import java.util.Map;

/**
 * What a decided call became.
 *
 * @param brief the case as it now stands
 * @param joined whether the call joined a case that was open
 * @param severityNews whether this call confirmed a severity that the joined case did not have
 * @param move how the case changed where it belongs, or null when this call cannot have changed that
 * @param pageWithdrawn whether the page of the case, sent or about to be, is withdrawn
 * @param comment the payload of a comment on the joined case's ticket; empty for a new case
 */
public record Opened(
        CaseBrief brief,
        boolean joined,
        boolean severityNews,
        CaseMove move,
        boolean pageWithdrawn,
        Map<String, String> comment) {

    public Opened {
        comment = Map.copyOf(comment);
    }

    /** Whether the case has changed its queue. */
    public boolean isMoved() {
        return move != null && move.isQueueChanged();
    }

    /** The same, with nothing for the ticket. */
    public Opened withoutComment() {
        return new Opened(brief, joined, severityNews, move, pageWithdrawn, Map.of());
    }

    /** Whether the ticket gets a comment. */
    public boolean isTicketNews() {
        return !comment.isEmpty();
    }

    /** Whether a page is to be sent because of this call: not when the case has its page, however bad it gets. */
    public boolean isPageNews() {
        return joined
                && severityNews
                && brief.severity().pages()
                && brief.receipt("pagerduty").status().equals("not_paged");
    }
}
