package io.patchbay.cases.timeline;

import io.patchbay.cases.Departure;
import io.patchbay.cases.TimelineEntry;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.CaseMove;
import io.patchbay.event.Decision;
import io.patchbay.event.Person;
import io.patchbay.event.Settled;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The entries by which the timeline says what happened to a case. */
public final class TimelineEntries {
    private static final String DUPLICATE_CLOSED = "ticket.double_closed";

    private TimelineEntries() {}

    public static TimelineEntry opened(CallReport report, AccountMatch match) {
        return TimelineEntry.of("case.opened", "source:" + report.source(), call(report, match));
    }

    public static TimelineEntry joined(CallReport report, AccountMatch match, Decision decision) {
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

    public static TimelineEntry decided(Decision decision, Person owner) {
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

    public static TimelineEntry scopeCorrected(AccountMatch match) {
        return TimelineEntry.of(
                "tenant_scope.corrected", "hub", Map.of("claimed", match.scopeCorrection(), "kept", match.accountId()));
    }

    public static TimelineEntry revised(String news, CaseBrief before, Decision decision) {
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
    public static TimelineEntry relocated(CaseMove move, String reason, String because) {
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

    public static TimelineEntry reopenedAsRestricted(CaseBrief before, String because) {
        return TimelineEntry.of("case.reopened", "hub", Map.of("before", before.status(), "because", because));
    }

    /** A call left the case. */
    public static TimelineEntry left(Departure departure, CaseBrief to) {
        Map<String, Object> detail = departure(departure, "to", to.ref());
        if (to.restricted()) {
            // Who sees this case need not see that one.
            detail.remove("to");
            detail.remove("because");
        }
        return TimelineEntry.of("call.left", "hub", detail);
    }

    /** A call came from another case. */
    public static TimelineEntry came(Departure departure) {
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

    public static TimelineEntry noted(String news, CallReport report) {
        return TimelineEntry.of(
                "call.told", "source:" + report.source(), Map.of("phase", news, "call_id", report.callId()));
    }

    public static TimelineEntry settled(Settled settled) {
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

    /** One entry for each ticket closed as a duplicate that the timeline does not name yet. */
    public static List<TimelineEntry> duplicatesClosed(Settled kept, List<TimelineEntry> timeline) {
        List<Object> before = timeline.stream()
                .filter(entry -> entry.kind().equals(DUPLICATE_CLOSED))
                .map(entry -> entry.detail().get("closed"))
                .toList();
        return Arrays.stream(kept.reason().split(", "))
                .filter(key -> !before.contains(key))
                .map(key -> TimelineEntry.of(
                        DUPLICATE_CLOSED,
                        "hub",
                        Map.of("closed", key, "kept", kept.key(), "dispatch", kept.dispatchId())))
                .toList();
    }
}
