package io.patchbay.cases;

import io.patchbay.event.CallReport;
import java.util.List;

/**
 * What becomes of a call that has a case when it is decided anew: it stays there, or it leaves because it belongs to another
 * account, or to a restricted queue while the case does not.
 *
 * @param from the case that it leaves, or the empty string when it stays
 * @param report the call
 * @param reason {@code tenant}, {@code restricted} or {@code left_restricted}; why what it said there is withdrawn
 * @param because what led to it
 * @param rest the case with its next call as the first, to be revised, where the first one leaves; else null
 */
public record Departure(String from, CallReport report, String reason, String because, Gathered rest) {
    static Departure none(CallReport report) {
        return new Departure("", report, "", "", null);
    }

    /** Whether the call leaves. */
    public boolean isLeaving() {
        return !from.isEmpty();
    }

    /** What is to be revised because the call left: the case with its next call as the first, where the first one leaves. */
    public List<Gathered> remaining() {
        return rest == null ? List.of() : List.of(rest);
    }

    /** The call, as the payload of the dispatches about it names it. */
    public String call() {
        return TicketComments.call(report);
    }
}
