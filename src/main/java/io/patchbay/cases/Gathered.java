package io.patchbay.cases;

import io.patchbay.event.CallReport;
import java.util.Map;

/**
 * A call with everything said about it so far, and what is to be done now.
 *
 * @param report all events of the call merged
 * @param step what comes next
 * @param caseRef the call's case, or the empty string before it has one
 * @param news the phase that was just reported, in words for the timeline
 * @param eventId the event that reported it, or the empty string when something else made the call be decided
 * @param stored whether the call is in its table; one that is not is written with its case
 * @param sealed what was known of it while its case was restricted
 * @param before what was known of it until now; the report itself where nothing was said
 */
public record Gathered(
        CallReport report,
        Step step,
        String caseRef,
        String news,
        String eventId,
        boolean stored,
        SealedValues sealed,
        CallReport before) {

    /** A call of which nothing new was said. */
    public Gathered(
            CallReport report,
            Step step,
            String caseRef,
            String news,
            String eventId,
            boolean stored,
            SealedValues sealed) {
        this(report, step, caseRef, news, eventId, stored, sealed, report);
    }

    public enum Step {
        /** Nothing yet: the analysis may still come. */
        WAIT,
        /** Decide the call. */
        DECIDE,
        /** The call has its case; what came changes what is known about the matter. */
        REVISE,
        /** The call has its case; what came is kept and noted, and redoes the decision only where a rule reads it. */
        NOTE,
        /** Everything that came was known before. */
        REPEAT
    }

    /** The call, as the payload of the write-back that notifies its source of the case that it joined. */
    public Map<String, String> asJoined() {
        return Map.of("source", report.source(), "call_id", report.callId());
    }

    /** The same call, to be decided as one that has no case. */
    public Gathered withoutCase() {
        return new Gathered(report, Step.DECIDE, "", news, eventId, stored, sealed, before);
    }

    /** The same call, whose case is to be decided anew. */
    public Gathered toRevise() {
        return new Gathered(report, Step.REVISE, caseRef, news, eventId, stored, sealed, before);
    }

    public boolean isDecide() {
        return step == Step.DECIDE;
    }

    public boolean isRevise() {
        return step == Step.REVISE;
    }

    public boolean isNote() {
        return step == Step.NOTE;
    }

    public boolean isRepeat() {
        return step == Step.REPEAT;
    }
}
