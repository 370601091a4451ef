package io.patchbay.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Decision;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Person;
import io.patchbay.event.Phase;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Severity;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A phase is a state that several events report: what each of them says counts, whether it comes before or after the case. */
class RepeatedPhaseTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final DueCall CALL = new DueCall("generic", "call-1");

    private CaseModule module;

    private static CallReport said(Phase phase, int second, Map<CallField, String> values) {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        values.forEach((field, text) -> fields.put(
                field,
                new FieldValue(text, field.reportedBy(), Confirmation.REPORTED, phase, NINE.plusSeconds(second))));
        return new CallReport("generic", "call-1", new TreeSet<>(List.of(phase)), fields);
    }

    private Gathered gather(CallReport report, Duration grace) {
        return module.database.transactions().execute(status -> module.calls
                .gather(List.of(new SaidOfCall("evt_" + System.nanoTime(), report, grace)))
                .get(0));
    }

    private CallReport stored() {
        return module.database
                .transactions()
                .execute(status -> module.calls.take(CALL).report());
    }

    private void analyse() {
        AccountMatch unknown = AccountMatch.none("nobody knows", false);
        QueuePlan plan = new QueuePlan("review", new Person("desk", "Desk", "", "", "owner"), false, List.of());
        Decision decision = new Decision(
                "review",
                "no-match",
                "hash",
                Severity.UNCONFIRMED,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        module.database.transactions().executeWithoutResult(status -> {
            Gathered call = module.calls
                    .gather(List.of(new SaidOfCall(
                            "evt_analysis", said(Phase.ANALYZED, 30, Map.of(CallField.SUMMARY, "It fails")), HOUR)))
                    .get(0);
            module.opening.open(List.of(new DecidedCall(call, unknown, "", decision, plan)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void stateReportedAgainBeforeTheDecision_addsItsFields(Database on) {
        module = new CaseModule(on);
        gather(said(Phase.STARTED, 0, Map.of(CallField.FROM, "+15550100001")), HOUR);

        Gathered again = gather(said(Phase.STARTED, 1, Map.of(CallField.ACCOUNT_REFERENCE, "acct-1042")), HOUR);

        assertThat(again.step()).isEqualTo(Gathered.Step.WAIT);
        assertThat(stored().text(CallField.FROM)).isEqualTo("+15550100001");
        assertThat(stored().text(CallField.ACCOUNT_REFERENCE)).isEqualTo("acct-1042");
    }

    @ParameterizedTest
    @EnumSource
    void laterReportOfAState_winsOverTheEarlierOne_inEitherOrder(Database on) {
        CallReport early = said(Phase.ENDED, 1, Map.of(CallField.END_REASON, "unknown"));
        CallReport late = said(Phase.ENDED, 2, Map.of(CallField.END_REASON, "caller_hangup"));
        for (List<CallReport> order : List.of(List.of(early, late), List.of(late, early))) {
            module = new CaseModule(on);
            order.forEach(report -> gather(report, HOUR));
            assertThat(stored().text(CallField.END_REASON)).isEqualTo("caller_hangup");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stateReportedAgain_keepsTheCallWaitingNoLonger(Database on) {
        module = new CaseModule(on);
        gather(said(Phase.ENDED, 0, Map.of()), Duration.ZERO);

        gather(said(Phase.ENDED, 1, Map.of(CallField.END_REASON, "caller_hangup")), HOUR);

        assertThat(module.calls.claimDue()).containsExactly(CALL);
    }

    @ParameterizedTest
    @EnumSource
    void lineThatComesAfterTheDecision_hasTheCaseDecidedAnew(Database on) {
        module = new CaseModule(on);
        gather(said(Phase.ENDED, 0, Map.of(CallField.END_REASON, "unknown")), HOUR);
        analyse();

        Gathered late = gather(said(Phase.ENDED, 31, Map.of(CallField.FROM, "+15550100001")), HOUR);

        assertThat(late.step()).isEqualTo(Gathered.Step.REVISE);
        assertThat(late.before().text(CallField.FROM)).isEmpty();
        assertThat(stored().text(CallField.FROM)).isEqualTo("+15550100001");
    }

    @ParameterizedTest
    @EnumSource
    void courseOfTheCallThatComesAfterTheDecision_isKeptAndNoted(Database on) {
        module = new CaseModule(on);
        gather(said(Phase.ENDED, 0, Map.of()), HOUR);
        analyse();

        Gathered late = gather(said(Phase.ENDED, 31, Map.of(CallField.END_REASON, "caller_hangup")), HOUR);

        assertThat(late.step()).isEqualTo(Gathered.Step.NOTE);
        assertThat(stored().text(CallField.END_REASON)).isEqualTo("caller_hangup");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasKnownBefore_isARepeatAndChangesNothing(Database on) {
        module = new CaseModule(on);
        CallReport ended = said(Phase.ENDED, 0, Map.of(CallField.FROM, "+15550100001"));
        gather(ended, HOUR);
        analyse();

        assertThat(gather(ended, HOUR).step()).isEqualTo(Gathered.Step.REPEAT);
    }

    @ParameterizedTest
    @EnumSource
    void valueThatAPersonCorrected_stands(Database on) {
        module = new CaseModule(on);
        analyse();
        FieldValue corrected =
                new FieldValue("eu-west-1", Origin.STAFF, Confirmation.CORRECTED, Phase.UPDATED, NINE.plusSeconds(60));
        gather(
                new CallReport(
                        "generic",
                        "call-1",
                        new TreeSet<>(List.of(Phase.UPDATED)),
                        Map.of(CallField.REGION, corrected)),
                HOUR);

        gather(said(Phase.ANALYZED, 90, Map.of(CallField.REGION, "us-east-1", CallField.SUMMARY, "It fails")), HOUR);

        assertThat(stored().text(CallField.REGION)).isEqualTo("eu-west-1");
    }
}
