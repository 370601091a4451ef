package io.patchbay.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.cases.TimelineEntry;
import io.patchbay.dispatch.DispatchView;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A case as the API answers it. */
record CaseAnswer(
        String ref,
        String status,
        boolean terminal,
        String queue,
        boolean restricted,
        Owner owner,
        SeverityAnswer severity,
        AccountAnswer account,
        String source,
        @JsonProperty("call_id") String callId,
        @JsonProperty("call_count") long callCount,
        Instant openedAt,
        Map<String, Instant> evidence,
        List<CaseBrief.Receipt> destinations,
        List<String> reviewReasons,
        List<String> unsupportedClaims,
        String rule) {

    record Owner(String id, String name, String why) {}

    record SeverityAnswer(String state, String level, String confirmedBy) {
        static SeverityAnswer of(Severity severity) {
            return severity.confirmed()
                    ? new SeverityAnswer("confirmed", severity.label(), severity.confirmedBy())
                    : new SeverityAnswer("unconfirmed", null, null);
        }
    }

    /** The account as it was matched; nothing follows from a match that is not trusted. */
    record AccountAnswer(String id, String name, String tier, String match, String basis, boolean trusted) {}

    /** One call of a case: what was said, each value with who said it and how far it is confirmed. */
    record CallAnswer(String source, String callId, List<String> phases, Map<String, FieldAnswer> fields) {
        static CallAnswer of(CallReport report) {
            Map<String, FieldAnswer> fields = new LinkedHashMap<>();
            report.fields().forEach((field, value) -> fields.put(field.path(), FieldAnswer.of(value)));
            return new CallAnswer(
                    report.source(),
                    report.callId(),
                    report.phases().stream().map(phase -> phase.wireName()).toList(),
                    fields);
        }
    }

    record FieldAnswer(Object value, String origin, String confirmation, Instant at) {
        static FieldAnswer of(FieldValue value) {
            return new FieldAnswer(
                    value.value(),
                    value.origin().name().toLowerCase(Locale.ROOT),
                    value.confirmation().wireName(),
                    value.at());
        }
    }

    /** A case with everything the hub knows of it. */
    record Detailed(
            @com.fasterxml.jackson.annotation.JsonUnwrapped CaseAnswer summary,
            CaseBrief.Matter matter,
            Decision decision,
            List<CallAnswer> calls,
            List<DispatchView> dispatches,
            List<TimelineEntry> timeline) {}

    private static final List<String> EVIDENCE = List.of(
            "ticket_created",
            "owner_assigned",
            "engineering_engaged",
            "incident_declared",
            "fix_deployed",
            "service_restored");

    /** What somebody is told of a case that by their own action went where they do not see it. */
    static CaseAnswer outOfSight(String ref, String queue) {
        return new CaseAnswer(
                ref, null, false, queue, true, null, null, null, null, null, 0, null, null, null, null, null, null);
    }

    static CaseAnswer of(CaseBrief brief) {
        Map<String, Instant> evidence = new LinkedHashMap<>();
        EVIDENCE.forEach(state -> evidence.put(state, brief.evidence().get(state)));
        CaseBrief.Matter matter = brief.matter();
        return new CaseAnswer(
                brief.ref(),
                brief.status(),
                brief.terminal(),
                brief.queue(),
                brief.restricted(),
                new Owner(
                        brief.owner().id(), brief.owner().name(), brief.owner().why()),
                SeverityAnswer.of(brief.severity()),
                new AccountAnswer(
                        matter.accountId(),
                        matter.accountName(),
                        matter.tier(),
                        matter.match(),
                        matter.basis(),
                        matter.trusted()),
                brief.source(),
                brief.callId(),
                brief.calls(),
                brief.openedAt(),
                evidence,
                Arrays.asList(brief.receipt("jira"), brief.receipt("slack"), brief.receipt("pagerduty")),
                brief.reviewReasons(),
                brief.unsupportedClaims(),
                brief.rule());
    }
}
