package io.patchbay.cases;

import io.patchbay.cases.staff.StaffEntries;
import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Corrections of what was said on a call. A corrected value stands against every later event; what it
 * replaces stays on the timeline. Runs in the caller's transaction; the call is locked before the case, as in triage.
 */
@Component("corrections")
public class Corrections {
    /** How the news of a call begins that a person corrected. */
    static final String NEWS = "correction of ";

    private final CallRepository calls;
    private final BriefRepository briefs;
    private final TimelineRepository timeline;
    private final Clock clock;

    Corrections(CallRepository calls, BriefRepository briefs, TimelineRepository timeline, Clock clock) {
        this.calls = calls;
        this.briefs = briefs;
        this.timeline = timeline;
        this.clock = clock;
    }

    /**
     * Writes the corrected value into the call's report and hands the call on to be decided again.
     *
     * @throws CaseConflict when the case has no such call
     */
    public Gathered correct(StaffAction.Correct action) {
        CallRepository.Row row = call(action, action.callId());
        write(row, action, "field.corrected", action.field(), action.value(), Confirmation.CORRECTED);
        CallReport corrected = calls.find(row.report().source(), row.report().callId())
                .orElseThrow()
                .report();
        return new Gathered(
                corrected,
                Gathered.Step.REVISE,
                action.ref(),
                NEWS + action.field().path() + " by " + action.by().actor() + ": "
                        + action.by().why(),
                "",
                true,
                row.sealed());
    }

    /**
     * Marks a value as one that the caller heard read back and agreed to. The rules may hold it against the caller but
     * not take it for the company's own word: it stays the caller's, so nothing is decided anew.
     *
     * @throws CaseConflict when nobody has said the value
     */
    public StaffActionResult readBack(StaffAction.ReadBack action) {
        CallRepository.Row row = call(action, "");
        FieldValue said = row.report()
                .field(action.field())
                .orElseThrow(() ->
                        new CaseConflict("nobody has said " + action.field().path()));
        if (said.confirmation().compareTo(Confirmation.READ_BACK) < 0) {
            write(row, action, "field.read_back", action.field(), said.value(), Confirmation.READ_BACK);
        }
        return new StaffActionResult(brief(action.ref()), Map.of(), false, false, false);
    }

    private CallRepository.Row call(StaffAction action, String callId) {
        CaseBrief brief = brief(action.ref());
        CallReport report = calls.ofCase(action.ref()).stream()
                .filter(each -> each.callId().equals(callId.isEmpty() ? brief.callId() : callId))
                .findFirst()
                .orElseThrow(() -> new CaseConflict("the case has no such call"));
        CallRepository.Row locked = calls.lock(report.source(), report.callId());
        if (!locked.caseRef().equals(action.ref())) {
            throw new CaseConflict("the call has left the case meanwhile");
        }
        action.by().requireIn(brief(action.ref()));
        return locked;
    }

    private void write(
            CallRepository.Row row,
            StaffAction action,
            String kind,
            CallField field,
            Object value,
            Confirmation confirmation) {
        FieldValue before = row.report().fields().get(field);
        boolean corrected = confirmation == Confirmation.CORRECTED;
        FieldValue after = new FieldValue(
                value,
                corrected ? Origin.STAFF : before.origin(),
                confirmation,
                corrected ? Phase.UPDATED : before.phase(),
                corrected ? clock.instant() : before.at());
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        fields.putAll(row.report().fields());
        fields.put(field, after);
        CallReport report = row.report();
        calls.update(List.of(new CallRepository.NewRow(
                new CallReport(report.source(), report.callId(), report.phases(), fields),
                row.state(),
                null,
                null,
                row.sealed(),
                "")));
        timeline.append(
                action.ref(),
                StaffEntries.entry(
                        kind,
                        action.by(),
                        Map.of("call_id", report.callId(), "field", field.path()),
                        StaffEntries.value(before),
                        StaffEntries.value(after)));
    }

    private CaseBrief brief(String ref) {
        return briefs.of(ref);
    }
}
