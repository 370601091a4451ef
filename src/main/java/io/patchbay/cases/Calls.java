package io.patchbay.cases;

import io.micrometer.core.instrument.MeterRegistry;
import io.patchbay.cases.CallRepository.Key;
import io.patchbay.cases.CallRepository.NewRow;
import io.patchbay.cases.CallRepository.Row;
import io.patchbay.cases.Gathered.Step;
import io.patchbay.event.CallReport;
import io.patchbay.event.Phase;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.OutageLog;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Gathers the phases of a call until it can be decided (Aggregator). The analysis decides at once; an ended call waits
 * the source's grace period for it; a call that never ends is decided when it has become too old to be one. A phase is a
 * state that may be reported by several events, and whatever they say is merged. A decided call is decided anew when it is
 * analysed or updated, or when any phase changes what is known of the caller or of the matter.
 */
@Component
public class Calls {
    private static final Duration RETRY_DUE = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final CallRepository calls;
    private final GatheringCallRepository gathering;
    private final NodeIdentity node;
    private final Duration longestCall;
    private final MeterRegistry meters;

    /** @param longestCall longer than any call a provider allows; Vonage, for one, ends a call after two hours */
    Calls(
            CallRepository calls,
            GatheringCallRepository gathering,
            NodeIdentity node,
            @Value("${patchbay.longest-call:4h}") Duration longestCall,
            MeterRegistry meters) {
        this.calls = calls;
        this.gathering = gathering;
        this.node = node;
        this.longestCall = longestCall;
        this.meters = meters;
    }

    /**
     * Adds what events say to their calls, in the caller's transaction, which locks the calls until it ends. A call that is
     * to be decided now is written together with its case.
     *
     * @param events at most one of each call
     * @return the calls in the order of the events
     */
    public List<Gathered> gather(List<SaidOfCall> events) {
        Map<Key, Row> known =
                calls.lock(events.stream().map(event -> Key.of(event.report())).toList());
        List<NewRow> fresh = new ArrayList<>();
        List<NewRow> changed = new ArrayList<>();
        List<Gathered> gathered = new ArrayList<>(events.size());
        for (SaidOfCall event : events) {
            Row row = known.get(Key.of(event.report()));
            Gathered call = row == null ? first(event) : further(event, row);
            gathered.add(call);
            if (call.isRepeat() || call.isDecide()) {
                continue;
            }
            boolean decided = row != null && row.state().equals("decided");
            NewRow written = new NewRow(
                    call.report(),
                    decided ? "decided" : "gathering",
                    decided ? null : due(event, row, call.report()),
                    null,
                    call.sealed(),
                    event.eventId());
            (row == null ? fresh : changed).add(written);
        }
        calls.insert(fresh);
        calls.update(changed);
        return gathered;
    }

    private static Gathered first(SaidOfCall event) {
        CallReport said = event.report();
        return new Gathered(
                said,
                NextStep.ofNew(said),
                "",
                said.phases().first().wireName(),
                event.eventId(),
                false,
                SealedValues.NONE);
    }

    private static Gathered further(SaidOfCall event, Row row) {
        CallReport before = row.report();
        Phase phase = event.report().phases().first();
        CallReport merged = before.merge(event.report());
        return new Gathered(
                merged,
                NextStep.of(row, phase, merged),
                row.caseRef(),
                phase.wireName(),
                event.eventId(),
                true,
                row.sealed(),
                before);
    }

    /** A state that is reported again keeps the call waiting no longer. */
    private OffsetDateTime due(SaidOfCall event, Row row, CallReport merged) {
        Phase phase = event.report().phases().first();
        boolean again = row != null && row.report().phases().contains(phase) && !phase.repeats();
        return again ? row.decideAt() : dueAfter(merged, event.grace());
    }

    private OffsetDateTime dueAfter(CallReport report, Duration grace) {
        boolean ended = report.phases().contains(Phase.ENDED);
        return gathering.now().plus(ended ? grace : longestCall);
    }

    /**
     * Calls to be decided without an analysis; each is claimed by one caller and is due again if that one fails. None while
     * the database is unavailable.
     */
    public List<DueCall> claimDue() {
        try {
            List<DueCall> due = gathering.due(100);
            String token = due.isEmpty() ? "" : node.token();
            return due.stream()
                    .filter(call -> gathering.postpone(call, token, RETRY_DUE))
                    .toList();
        } catch (DataAccessException e) {
            OutageLog.warn("overdue calls not claimed", e);
            return List.of();
        }
    }

    /** Makes the calls due at once that a dead node was to decide; how many there were. */
    public int releaseClaims(String deadNode) {
        return gathering.release(deadNode, RETRY_DUE);
    }

    /**
     * The due call could not be decided; it is retried in a minute, for as long as it takes. Its events are done, so the
     * counter and the line of log are what shows it; the call's id may be a number, hence that of an event.
     */
    public void undecided(DueCall due, Exception failure) {
        if (OutageLog.isOutage(failure)) {
            OutageLog.warn("overdue calls retried in a minute", failure);
            return;
        }
        meters.counter("patchbay.calls.undecided", "source", due.source()).increment();
        LOG.error(
                "overdue call not decided source={} event={} reason={}",
                due.source(),
                eventOf(due),
                FailureName.of(failure));
    }

    private String eventOf(DueCall due) {
        try {
            return calls.event(due.source(), due.callId()).orElse("none");
        } catch (DataAccessException e) {
            return "unknown";
        }
    }

    /** The due call as it stands, locked until the transaction ends; waits no longer unless it was decided meanwhile. */
    public Gathered take(DueCall due) {
        Row row = calls.lock(due.source(), due.callId());
        if (row.state().equals("decided")) {
            return new Gathered(row.report(), Step.REPEAT, row.caseRef(), "grace period over", "", true, row.sealed());
        }
        boolean ended = row.report().phases().contains(Phase.ENDED);
        if (!ended) {
            alarm(due);
        }
        String news = ended ? "grace period over" : "never ended";
        return new Gathered(row.report(), Step.DECIDE, row.caseRef(), news, "", true, row.sealed());
    }

    /** Its sender lost an event, or it was not understood: the source needs a look. */
    private void alarm(DueCall due) {
        meters.counter("patchbay.calls.never.ended", "source", due.source()).increment();
        LOG.warn("call never ended, decided with what is known source={} after={}", due.source(), longestCall);
    }

    /** Every call of the case with what was said, first seen first. */
    public List<CallReport> ofCase(String caseRef) {
        return calls.ofCase(caseRef);
    }
}
