package io.patchbay.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Decision;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Origin;
import io.patchbay.event.Person;
import io.patchbay.event.Phase;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do to a case, as rows, on both databases. */
class StaffActionsStorageTest {
    private static final StaffAction.By HANA = new StaffAction.By("hana", "as agreed");
    private static final AccountMatch NORTHWIND = new AccountMatch(
            AccountMatch.Level.KNOWN,
            "test",
            new AccountMatch.Account("acct-1", "Northwind", "gold", "24x7", "dana", "retail", "eu", false, List.of()),
            "",
            false,
            "",
            false,
            AccountMatch.Basis.LINE,
            true);
    private static final QueuePlan PLAN =
            new QueuePlan("support", new Person("lead", "Sam Lead", "", "", "owner of queue"), false, List.of());
    private static final Severity SEV2 = new Severity(2, "rule:sev2", true);

    private Database database;
    private Calls calls;
    private CaseRevisions revisions;
    private CaseOpening opening;
    private CaseQueries queries;
    private StaffActions actions;
    private Corrections corrections;
    private Supervision supervision;
    private Releases releases;

    private void on(Database on) {
        CaseModule module = new CaseModule(on);
        database = module.database;
        calls = module.calls;
        revisions = module.revisions;
        opening = module.opening;
        queries = module.queries;
        actions = module.actions;
        corrections = module.corrections;
        supervision = module.supervision;
        releases = module.releases;
    }

    private <T> T inOne(Supplier<T> work) {
        return database.transactions().execute(status -> work.get());
    }

    private static CallReport report(String callId, String impact, Phase phase) {
        return new CallReport(
                "generic",
                callId,
                new TreeSet<>(List.of(phase)),
                Map.of(
                        CallField.PRODUCT_AREA, value("checkout", phase),
                        CallField.ERROR_MESSAGE, value("HTTP 503", phase),
                        CallField.IMPACT, value(impact, phase)));
    }

    private static FieldValue value(String text, Phase phase) {
        return new FieldValue(text, Origin.CALLER, Confirmation.REPORTED, phase, Instant.parse("2026-11-21T09:00:00Z"));
    }

    private static Decision decision(Severity severity) {
        return new Decision(
                "support", "r", "hash", severity, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    private Gathered gather(String eventId, CallReport said) {
        return calls.gather(List.of(new SaidOfCall(eventId, said, Duration.ofMinutes(1))))
                .get(0);
    }

    private CaseBrief open(String callId, Severity severity) {
        return inOne(() -> {
            CallReport report = report(callId, "blocked", Phase.ANALYZED);
            Gathered call = gather("evt_" + callId, report);
            return opening.open(List.of(new DecidedCall(call, NORTHWIND, "", decision(severity), PLAN)))
                    .get(0)
                    .brief();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFinalStatus_freesTheMatter_andIsNotLeftByAccident(Database on) {
        on(on);
        String ref = open("call-1", Severity.UNCONFIRMED).ref();
        inOne(() -> actions.status(new StaffAction.Status(ref, HANA, "closed", false)));
        assertThat(open("call-2", Severity.UNCONFIRMED).ref()).isNotEqualTo(ref);
        assertThatThrownBy(() -> inOne(() -> actions.status(new StaffAction.Status(ref, HANA, "open", false))))
                .isInstanceOf(CaseConflict.class);
        assertThat(queries.find(ref).orElseThrow().status()).isEqualTo("closed");
        inOne(() -> actions.status(new StaffAction.Status(ref, HANA, "open", true)));
        assertThat(queries.find(ref).orElseThrow().terminal()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aCaseThatMovedMeanwhile_isNotActedOn_byWhomItsQueueIsNotGiven(Database on) {
        on(on);
        String ref = open("call-1", Severity.UNCONFIRMED).ref();
        StaffAction.By elsewhere = new StaffAction.By("sofia", "as agreed", VisibleQueues.of(Set.of("billing")));
        List<Supplier<Object>> acts = List.of(
                () -> actions.note(new StaffAction.Note(ref, elsewhere, "text")),
                () -> actions.status(new StaffAction.Status(ref, elsewhere, "closed", false)),
                () -> actions.confirm(new StaffAction.Confirm(ref, elsewhere, 1, true)),
                () -> corrections.correct(new StaffAction.Correct(ref, elsewhere, "", CallField.IMPACT, "none")),
                () -> corrections.readBack(new StaffAction.ReadBack(ref, elsewhere, CallField.IMPACT)),
                () -> releases.release(new StaffAction.Release(ref, elsewhere, ""), NORTHWIND, PLAN));
        acts.forEach(act -> assertThatThrownBy(() -> inOne(act))
                .isInstanceOf(CaseConflict.class)
                .hasMessageContaining("has moved meanwhile"));
        assertThat(queries.timeline(ref)).noneMatch(entry -> entry.actor().equals("staff:sofia"));
    }

    @ParameterizedTest
    @EnumSource
    void whatAPersonSaysOfTheSeverity_standsAgainstTheRules(Database on) {
        on(on);
        String ref = open("call-1", SEV2).ref();
        StaffActionResult back = inOne(() -> actions.confirm(new StaffAction.Confirm(ref, HANA, 0, false)));
        assertThat(back.resolve()).isTrue();
        assertThat(back.brief().severity()).isEqualTo(Severity.UNCONFIRMED);
        assertThat(open("call-2", SEV2).severity()).as("a joining call").isEqualTo(Severity.UNCONFIRMED);
        StaffActionResult again = inOne(() -> actions.confirm(new StaffAction.Confirm(ref, HANA, 1, true)));
        assertThat(again.page()).isTrue();
        assertThat(again.brief().severity()).isEqualTo(new Severity(1, "staff:hana", true));
        assertThat(inOne(() -> actions.confirm(new StaffAction.Confirm(ref, HANA, 2, true)))
                        .page())
                .as("the page is on its way")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aCorrection_standsAgainstEveryLaterEvent_andTakesTheRulesSeverityBack(Database on) {
        on(on);
        String ref = open("call-1", SEV2).ref();
        var correct = new StaffAction.Correct(ref, HANA, "", CallField.IMPACT, "none");
        Gathered again = inOne(() -> corrections.correct(correct));
        assertThat(again.isRevise()).isTrue();
        inOne(() -> revisions.revise(
                ref, again.report(), NORTHWIND, "", decision(Severity.UNCONFIRMED), PLAN, again.news()));
        StaffActionResult change = inOne(() -> actions.reconsider(correct, again.report()));
        assertThat(change.resolve()).isTrue();
        assertThat(change.brief().severity()).isEqualTo(Severity.UNCONFIRMED);
        inOne(() -> gather("evt_2", report("call-1", "blocked", Phase.UPDATED)));
        assertThat(queries.calls(ref).get(0).text(CallField.IMPACT)).isEqualTo("none");
        assertThat(queries.timeline(ref))
                .extracting(TimelineEntry::kind)
                .contains("field.corrected", "decision.revised", "severity.revised");
        assertThatThrownBy(() -> inOne(() ->
                        corrections.correct(new StaffAction.Correct(ref, HANA, "another", CallField.IMPACT, "none"))))
                .isInstanceOf(CaseConflict.class);
    }

    @ParameterizedTest
    @EnumSource
    void asManyRunsAsConfigured_areHeld_howeverManyComeAtOnce(Database on) throws Exception {
        on(on);
        List<CaseBrief> opened = Stream.iterate(0, i -> i < 8, i -> i + 1)
                .map(i -> {
                    String ref = open("call-" + i, Severity.UNCONFIRMED).ref();
                    inOne(() -> actions.status(new StaffAction.Status(ref, HANA, "closed", false)));
                    return queries.find(ref).orElseThrow();
                })
                .toList();
        assertThat(inOne(() -> supervision.hold(opened.get(0), 3))).isTrue();
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        int held = 1;
        try {
            List<Callable<Boolean>> work = opened.subList(1, 8).stream()
                    .map(brief -> (Callable<Boolean>) () -> inOne(() -> supervision.hold(brief, 3)))
                    .toList();
            for (Future<Boolean> one : nodes.invokeAll(work)) {
                held += one.get() ? 1 : 0;
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(held).isEqualTo(3);
        assertThat(inOne(() -> supervision.hold(opened.get(1), 0))).isFalse();

        String ref = opened.get(0).ref();
        assertThat(supervision.held(ref)).isTrue();
        QueuePlan billing = new QueuePlan("billing", PLAN.owner(), true, List.of());
        CaseBrief released = inOne(
                        () -> releases.release(new StaffAction.Release(ref, HANA, "billing"), NORTHWIND, billing))
                .brief();
        assertThat(released.queue()).isEqualTo("billing");
        assertThat(released.restricted()).isTrue();
        assertThat(supervision.agreement()).containsExactly(new Supervision.Agreement("generic", 3, 1, 0));
        assertThatThrownBy(
                        () -> inOne(() -> releases.release(new StaffAction.Release(ref, HANA, ""), NORTHWIND, billing)))
                .isInstanceOf(CaseConflict.class);

        // A later event moves the account, and not the queue that the person chose.
        CallReport later = report(released.callId(), "none", Phase.UPDATED);
        AccountMatch contoso = new AccountMatch(
                NORTHWIND.level(),
                "",
                new AccountMatch.Account("acct-other", "Other", "", "", "", "", "", false, List.of()),
                "",
                false,
                "",
                false,
                NORTHWIND.basis(),
                NORTHWIND.trusted());
        CaseBrief revised = inOne(() ->
                        revisions.revise(ref, later, contoso, "", decision(Severity.UNCONFIRMED), PLAN, "call.updated"))
                .brief();
        assertThat(revised.queue()).isEqualTo("billing");
        assertThat(revised.restricted()).isTrue();
        assertThat(revised.matter().accountId()).isEqualTo("acct-other");
    }
}
