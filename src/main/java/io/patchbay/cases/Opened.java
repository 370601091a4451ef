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
 * @param pageWithdrawn whether nobody is to be paged for the case any more, though somebody was or was about to be
 * @param comment what the joined case's ticket is to be told, as the payload of a comment; empty for a new case
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

    /** Whether the ticket is told something. */
    public boolean isTicketNews() {
        return !comment.isEmpty();
    }

    /** Whether somebody is to be paged because of this call: not when the case has its page, however bad it gets. */
    public boolean isPageNews() {
        return joined
                && severityNews
                && brief.severity().pages()
                && brief.receipt("pagerduty").status().equals("not_paged");
    }
}
