package io.patchbay.cases;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.event.Decision;
import io.patchbay.event.Person;
import io.patchbay.event.Settled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the timeline and a ticket's comments tell what happened. */
final class Told {
    private static final int MOST_LISTED = 10;
    private static final String DOUBLE_CLOSED = "ticket.double_closed";

    private Told() {}

    static TimelineEntry opened(CallReport report, AccountMatch match) {
        return TimelineEntry.of("case.opened", "source:" + report.source(), call(report, match));
    }

    static TimelineEntry joined(CallReport report, AccountMatch match, Decision decision) {
        Map<String, Object> detail = call(report, match);
        detail.put("rule", decision.rule());
        detail.put("rule_set", decision.ruleSet());
        return TimelineEntry.of("call.joined", "source:" + report.source(), detail);
    }

    private static Map<String, Object> call(CallReport report, AccountMatch match) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("call_id", report.callId());
        detail.put("match", match.level().name().toLowerCase(Locale.ROOT));
        detail.put("match_reason", match.reason());
        detail.put("match_basis", match.basis().wireName());
        detail.put("match_trusted", match.trusted());
        return detail;
    }

    static TimelineEntry decided(Decision decision, Person owner) {
        Map<String, Object> detail = decision(decision);
        detail.put("owner", owner.name());
        detail.put("owner_because", owner.why());
        return TimelineEntry.of("decision.made", "rule:" + decision.rule(), detail);
    }

    private static Map<String, Object> decision(Decision decision) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("queue", decision.queue());
        detail.put("rule_set", decision.ruleSet());
        detail.put("severity", decision.severity().label());
        detail.put("severity_by", decision.severity().confirmedBy());
        detail.put("review_reasons", decision.reviewReasons());
        return detail;
    }

    static TimelineEntry scopeCorrected(AccountMatch match) {
        return TimelineEntry.of(
                "tenant_scope.corrected", "hub", Map.of("claimed", match.scopeCorrection(), "kept", match.accountId()));
    }

    static TimelineEntry revised(String news, CaseBrief before, Decision decision) {
        Map<String, Object> detail = decision(decision);
        detail.put("because", news);
        detail.put("queue_before", before.queue());
        detail.put("severity_before", before.severity().label());
        return TimelineEntry.of("decision.revised", "rule:" + decision.rule(), detail);
    }

    /**
     * How a case's ticket and message went elsewhere.
     *
     * @param because what led to it
     * @param reason why the old ones stand no more
     */
    static TimelineEntry relocated(CaseMove move, String reason, String because) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("reason", reason);
        detail.put("because", because);
        detail.put("queue", move.to().queue());
        detail.put("queue_before", move.fromQueue());
        detail.put("account", move.to().matter().accountId());
        detail.put("account_before", move.fromAccount());
        detail.put("ticket_before", move.ticketBefore());
        return TimelineEntry.of("case.relocated", "hub", detail);
    }

    static TimelineEntry reopenedAsRestricted(CaseBrief before, String because) {
        return TimelineEntry.of("case.reopened", "hub", Map.of("before", before.status(), "because", because));
    }

    /** A call left the case. */
    static TimelineEntry left(Departure departure, CaseBrief to) {
        Map<String, Object> detail = departure(departure, "to", to.ref());
        if (to.restricted()) {
            // Who sees this case need not see that one.
            detail.remove("to");
            detail.remove("because");
        }
        return TimelineEntry.of("call.left", "hub", detail);
    }

    /** A call came from another case. */
    static TimelineEntry came(Departure departure) {
        return TimelineEntry.of("call.came", "hub", departure(departure, "from", departure.from()));
    }

    private static Map<String, Object> departure(Departure departure, String way, String ref) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("call_id", departure.report().callId());
        detail.put("source", departure.report().source());
        detail.put(way, ref);
        detail.put("reason", departure.reason());
        detail.put("because", departure.because());
        return detail;
    }

    static TimelineEntry noted(String news, CallReport report) {
        return TimelineEntry.of(
                "call.told", "source:" + report.source(), Map.of("phase", news, "call_id", report.callId()));
    }

    static TimelineEntry settled(Settled settled) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("dispatch", settled.dispatchId());
        detail.put("destination", settled.destination());
        detail.put("operation", settled.operation());
        detail.put("attempt", settled.attempt());
        Map.of(
                        "id", settled.id(),
                        "key", settled.key(),
                        "channel", settled.channel(),
                        "url", settled.url(),
                        "reason", settled.reason())
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        detail.put(name, value);
                    }
                });
        return TimelineEntry.of("dispatch." + settled.state(), "hub", detail);
    }

    /** One entry for each ticket closed as a double that the timeline does not tell of yet. */
    static List<TimelineEntry> doublesClosed(Settled kept, List<TimelineEntry> told) {
        List<Object> before = told.stream()
                .filter(entry -> entry.kind().equals(DOUBLE_CLOSED))
                .map(entry -> entry.detail().get("closed"))
                .toList();
        return Arrays.stream(kept.reason().split(", "))
                .filter(key -> !before.contains(key))
                .map(key -> TimelineEntry.of(
                        DOUBLE_CLOSED, "hub", Map.of("closed", key, "kept", kept.key(), "dispatch", kept.dispatchId())))
                .toList();
    }

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
        String calls = joined.stream().map(Told::call).collect(Collectors.joining("\n"));
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
