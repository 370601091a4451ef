package io.patchbay.cases;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The comments on a case's ticket, each as the payload of its dispatch. */
final class TicketComments {
    private static final int MOST_LISTED = 10;

    private TicketComments() {}

    /** @param number the call's number on the case, from 1 */
    static Map<String, String> joinComment(CallReport report, long number, Decision decision) {
        return about(
                report,
                lines(
                        "Call " + number + " about this matter (" + report.callId() + ")",
                        caution(decision),
                        "Summary: " + said(report, CallField.SUMMARY),
                        "Impact: " + said(report, CallField.IMPACT),
                        "Affected users: " + report.number(CallField.AFFECTED_USERS)));
    }

    /** @return the empty payload when no call joined */
    static Map<String, String> joinedWhileHeld(List<CallReport> joined) {
        if (joined.isEmpty()) {
            return Map.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(joined.size() + " more call(s) about this matter came while the case waited for its release");
        joined.stream()
                .limit(MOST_LISTED)
                .forEach(report -> lines.add(report.callId() + ": " + said(report, CallField.SUMMARY)));
        if (joined.size() > MOST_LISTED) {
            lines.add("and " + (joined.size() - MOST_LISTED) + " more");
        }
        String calls = joined.stream().map(TicketComments::call).collect(Collectors.joining("\n"));
        return Map.of("text", String.join("\n", lines), "call", calls);
    }

    /** A comment, with the call that it is about: should that leave the case, the comment is withdrawn. */
    private static Map<String, String> about(CallReport report, String text) {
        return Map.of("text", text, "call", call(report));
    }

    /** How the payload of a dispatch names a call. */
    static String call(CallReport report) {
        return report.source() + "|" + report.callId();
    }

    static Map<String, String> reviseComment(
            String news,
            CallReport report,
            CaseBrief before,
            CaseBrief after,
            Decision decision,
            WithdrawnSeverity withdrawn) {
        String moved = before.queue().equals(after.queue())
                ? "Queue: " + after.queue()
                : "Queue: " + after.queue() + ", was " + before.queue() + ". This ticket belongs there now.";
        return about(
                report,
                lines(
                        "More was said about the call (" + news + ", " + report.callId() + ")",
                        caution(decision),
                        "Summary: " + said(report, CallField.SUMMARY),
                        "Impact: " + said(report, CallField.IMPACT),
                        moved,
                        withdrawn.isWithdrawn()
                                ? withdrawn.text()
                                : "Severity: " + after.severity().label()));
    }

    private static String said(CallReport report, CallField field) {
        String text = report.text(field);
        return text.isEmpty() ? "not given" : text;
    }

    /** The empty string when nothing was promised. */
    private static String caution(Decision decision) {
        return decision.unsupportedClaims().isEmpty()
                ? ""
                : "Caution: the call holds promises the company did not make. Do not repeat them.";
    }

    private static String lines(String... lines) {
        return Stream.of(lines).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
