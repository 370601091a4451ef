package io.patchbay.cases;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.cases.Gathered.Step;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Phase;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.OutageLog;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Gathers the phases of a call until it can be decided (Aggregator). The analysis decides at once; an ended call waits
 * the source's grace period for it; a call that never ends is decided when it has become too old to be one. A decided call
 * is decided anew when it is analysed or updated, or when any phase tells otherwise who the caller is shown to be.
 */
@Component
public class Calls {
    private static final Duration RETRY_DUE = Duration.ofMinutes(1);
    private static final List<CallField> IDENTITY = List.of(
            CallField.ATTESTATION,
            CallField.VERIFICATION_STATE,
            CallField.FROM,
            CallField.TO,
            CallField.CALLER_CONTACT,
            CallField.ACCOUNT_REFERENCE);

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final CallRepository calls;
    private final NodeIdentity node;
    private final Duration longestCall;
    private final MeterRegistry meters;

    /** @param longestCall longer than any call a provider allows; Vonage, for one, ends a call after two hours */
    Calls(
            CallRepository calls,
            NodeIdentity node,
            @Value("${patchbay.longest-call:4h}") Duration longestCall,
            MeterRegistry meters) {
        this.calls = calls;
        this.node = node;
        this.longestCall = longestCall;
        this.meters = meters;
    }

    /**
     * Adds what one event says to its call. Runs in the caller's transaction and holds the call until it ends.
     *
     * @param eventId the event, for the record of who told a phase first
     * @param said the report of this event alone: exactly one phase
     * @param grace how long to wait for the analysis after the call has ended
     */
    public Gathered gather(String eventId, CallReport said, Duration grace) {
        Phase phase = said.phases().first();
        String key = phase.repeats() ? phase.wireName() + ":" + eventId : phase.wireName();
        if (!calls.addPhase(said.source(), said.callId(), key, eventId)) {
            return new Gathered(said, Step.REPEAT, "", phase.wireName());
        }
        if (calls.add(said, "gathering", said.phases().contains(Phase.ANALYZED) ? null : dueAfter(said, grace))) {
            return new Gathered(said, decides(said) ? Step.DECIDE : Step.WAIT, "", phase.wireName());
        }
        CallRepository.Row row = calls.lock(said.source(), said.callId());
        CallReport merged = row.report().merge(said);
        boolean decided = row.state().equals("decided");
        calls.update(merged, row.state(), decided || decides(merged) ? null : dueAfter(merged, grace));
        Step next = decides(merged) ? Step.DECIDE : Step.WAIT;
        if (decided) {
            boolean revises = phase == Phase.ANALYZED || phase == Phase.UPDATED || tellsOtherwise(row.report(), merged);
            next = revises ? Step.REVISE : Step.NOTE;
        }
        return new Gathered(merged, next, row.caseRef(), phase.wireName());
    }

    /** Whether it is told otherwise than before who the caller is shown to be, whichever phase tells it. */
    private static boolean tellsOtherwise(CallReport before, CallReport merged) {
        return IDENTITY.stream().anyMatch(field -> !before.text(field).equals(merged.text(field)));
    }

    private static boolean decides(CallReport report) {
        return report.phases().contains(Phase.ANALYZED) || report.phases().contains(Phase.UPDATED);
    }

    private OffsetDateTime dueAfter(CallReport report, Duration grace) {
        boolean ended = report.phases().contains(Phase.ENDED);
        return calls.now().plus(ended ? grace : longestCall);
    }

    /**
     * Calls to be decided without an analysis; each is handed to one caller and comes again if that one fails. None while
     * there is no database.
     */
    public List<DueCall> claimDue() {
        try {
            List<DueCall> due = calls.due(100);
            String token = due.isEmpty() ? "" : node.token();
            return due.stream()
                    .filter(call -> calls.postpone(call, token, RETRY_DUE))
                    .toList();
        } catch (DataAccessException e) {
            OutageLog.warn("overdue calls cannot be claimed", e);
            return List.of();
        }
    }

    /** Makes the calls due at once that a dead node was to decide; how many there were. */
    public int releaseClaims(String deadNode) {
        return calls.release(deadNode, RETRY_DUE);
    }

    /**
     * The due call could not be decided; it comes again in a minute, for as long as it takes. Its events are done, so the
     * counter and the line of log are what shows it; the call's id may be a number, hence that of an event.
     */
    public void undecided(DueCall due, Throwable failure) {
        if (OutageLog.isOutage(failure)) {
            OutageLog.warn("overdue calls come again", failure);
            return;
        }
        meters.counter("patchbay.calls.undecided", "source", due.source()).increment();
        LOG.error(
                "the overdue call of {} that {} told of cannot be decided: {}",
                due.source(),
                eventOf(due),
                FailureName.of(failure));
    }

    private String eventOf(DueCall due) {
        try {
            return calls.event(due.source(), due.callId()).orElse("no event");
        } catch (DataAccessException e) {
            return "some event";
        }
    }

    /** The due call as it stands, held until the transaction ends; waits no longer unless it was decided meanwhile. */
    public Gathered take(DueCall due) {
        CallRepository.Row row = calls.lock(due.source(), due.callId());
        if (row.state().equals("decided")) {
            return new Gathered(row.report(), Step.REPEAT, row.caseRef(), "grace period over");
        }
        boolean ended = row.report().phases().contains(Phase.ENDED);
        if (!ended) {
            alarm(due);
        }
        return new Gathered(row.report(), Step.DECIDE, row.caseRef(), ended ? "grace period over" : "never ended");
    }

    /** Its sender lost an event, or we did not understand it: somebody should look at the source. */
    private void alarm(DueCall due) {
        meters.counter("patchbay.calls.never.ended", "source", due.source()).increment();
        LOG.warn("a call of {} has not ended in {}; it goes to review", due.source(), longestCall);
    }

    /** Every call of the case with what was said, first seen first. */
    public List<CallReport> ofCase(String caseRef) {
        return calls.ofCase(caseRef);
    }
}
