package io.patchbay.cases;

import io.patchbay.cases.Gathered.Step;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Phase;
import java.util.EnumSet;
import java.util.Set;

/** What is to be done with a call when an event has said more of it. A pure function of what was and what is known. */
final class NextStep {
    /** How the call went: by itself nothing of it changes who called or what about. */
    private static final Set<CallField> COURSE = EnumSet.of(
            CallField.CALL_STARTED_AT,
            CallField.CALL_ENDED_AT,
            CallField.DURATION_SECONDS,
            CallField.END_REASON,
            CallField.AGENT,
            CallField.RECORDING_URL,
            CallField.TRANSFER_STATE,
            CallField.TRANSFER_TO);

    private NextStep() {}

    /** For a call that no event reported before. */
    static Step ofNew(CallReport report) {
        return decides(report) ? Step.DECIDE : Step.WAIT;
    }

    /**
     * @param row the call as it was known
     * @param phase the phase that the event reports
     * @param merged the call with what the event says
     */
    static Step of(CallRepository.Row row, Phase phase, CallReport merged) {
        CallReport before = row.report();
        if (merged.equals(before)) {
            return Step.REPEAT;
        }
        if (!row.state().equals("decided")) {
            return ofNew(merged);
        }
        boolean analyzed = phase == Phase.ANALYZED && !before.phases().contains(phase);
        return analyzed || phase == Phase.UPDATED || changesMatter(before, merged) ? Step.REVISE : Step.NOTE;
    }

    private static boolean decides(CallReport report) {
        return report.phases().contains(Phase.ANALYZED) || report.phases().contains(Phase.UPDATED);
    }

    /** Whether something else is known of the caller or of the matter than before, whichever phase says so. */
    private static boolean changesMatter(CallReport before, CallReport merged) {
        return merged.fields().entrySet().stream()
                .filter(entry -> !COURSE.contains(entry.getKey()))
                .anyMatch(entry -> before.field(entry.getKey())
                        .filter(value -> value.saysTheSame(entry.getValue()))
                        .isEmpty());
    }
}
