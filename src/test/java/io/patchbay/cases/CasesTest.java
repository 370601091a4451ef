package io.patchbay.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Decision;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Person;
import io.patchbay.event.Phase;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Ids;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CasesTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final AccountMatch NORTHWIND = new AccountMatch(
            AccountMatch.Level.KNOWN,
            "the number is on record",
            new AccountMatch.Account(
                    "acct-1042", "Northwind", "enterprise", "24x7", "dana", "retail", "eu", true, List.of("checkout")),
            "Dana Reyes",
            false,
            "",
            false,
            AccountMatch.Basis.LINE,
            true);
    private static final QueuePlan PLAN = new QueuePlan(
            "support", new Person("support-lead", "Sam Lead", "", "", "owner of queue support"), false, List.of());

    private SimpleMeterRegistry meters;
    private Calls calls;
    private Cases cases;
    private CaseOpening opening;
    private CaseQueries queries;
    private Database database;
    private String node;

    private void on(Database on) {
        CaseModule module = new CaseModule(on);
        database = module.database;
        meters = module.meters;
        node = module.node;
        calls = module.calls;
        cases = module.cases;
        opening = module.opening;
        queries = module.queries;
    }

    private static CallReport report(String callId, Phase phase, Map<CallField, String> said) {
        Map<CallField, FieldValue> fields = new EnumMap<>(CallField.class);
        said.forEach((field, text) ->
                fields.put(field, new FieldValue(text, field.reportedBy(), Confirmation.REPORTED, phase, NINE)));
        return new CallReport("generic", callId, new TreeSet<>(List.of(phase)), fields);
    }

    private static CallReport outage(String callId, String error) {
        return report(
                callId,
                Phase.ANALYZED,
                Map.of(
                        CallField.PRODUCT_AREA,
                        "Checkout",
                        CallField.ERROR_MESSAGE,
                        error,
                        CallField.SUMMARY,
                        "It fails"));
    }

    private static Decision decision(Severity severity) {
        return new Decision(
                "support",
                "support-outage",
                "hash",
                severity,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }

    private Gathered gather(String eventId, CallReport said, Duration grace) {
        return calls.gather(List.of(new SaidOfCall(eventId, said, grace))).get(0);
    }

    private Opened open(CallReport report, AccountMatch match, Severity severity) {
        return database.transactions().execute(status -> {
            Gathered call = gather("evt_" + report.callId(), report, GRACE);
            return opening.open(List.of(new DecidedCall(call, match, "payments", decision(severity), PLAN)))
                    .get(0);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSecondCallOnTheSameMatter_joinsTheOpenCase(Database on) {
        on(on);
        Opened first = open(outage("call-1", "HTTP 503"), NORTHWIND, Severity.UNCONFIRMED);
        Opened second = open(outage("call-2", "http 503!"), NORTHWIND, Severity.UNCONFIRMED);

        assertThat(first.joined()).isFalse();
        assertThat(second.joined()).isTrue();
        assertThat(second.brief().ref()).isEqualTo(first.brief().ref());
        assertThat(second.brief().calls()).isEqualTo(2);
        assertThat(second.comment().get("text")).contains("Call 2 about this matter", "It fails");
        assertThat(queries.timeline(first.brief().ref()))
                .extracting(TimelineEntry::seq, TimelineEntry::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "case.opened"),
                        org.assertj.core.groups.Tuple.tuple(2, "decision.made"),
                        org.assertj.core.groups.Tuple.tuple(3, "call.joined"));
    }

    @ParameterizedTest
    @EnumSource
    void anotherError_isAnotherCase(Database on) {
        on(on);
        Opened first = open(outage("call-1", "HTTP 503"), NORTHWIND, Severity.UNCONFIRMED);
        Opened second = open(outage("call-2", "card declined"), NORTHWIND, Severity.UNCONFIRMED);

        assertThat(second.joined()).isFalse();
        assertThat(second.brief().ref()).isNotEqualTo(first.brief().ref());
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWhoOnlyClaimsTheAccount_neverJoinsItsCase(Database on) {
        on(on);
        open(outage("call-1", "HTTP 503"), NORTHWIND, Severity.UNCONFIRMED);
        AccountMatch claim = new AccountMatch(
                AccountMatch.Level.MAYBE,
                "a claim",
                NORTHWIND.account(),
                "",
                false,
                "",
                false,
                AccountMatch.Basis.REFERENCE_ONLY,
                false);

        Opened second = open(outage("call-2", "HTTP 503"), claim, Severity.UNCONFIRMED);

        assertThat(second.joined()).isFalse();
        assertThat(second.brief().matter().accountName()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aJoiningCallThatConfirmsASeverity_isNewsOnce(Database on) {
        on(on);
        Severity confirmed = new Severity(2, "rule:many-accounts", true);
        open(outage("call-1", "HTTP 503"), NORTHWIND, Severity.UNCONFIRMED);

        assertThat(open(outage("call-2", "HTTP 503"), NORTHWIND, confirmed).isPageNews())
                .isTrue();
        Opened third = open(outage("call-3", "HTTP 503"), NORTHWIND, confirmed);
        assertThat(third.isPageNews()).isFalse();
        assertThat(third.brief().severity()).isEqualTo(confirmed);
    }

    @ParameterizedTest
    @EnumSource
    void theAnalysisDecides_whateverCameBefore(Database on) {
        on(on);
        CallReport ended = report("call-1", Phase.ENDED, Map.of(CallField.END_REASON, "caller_hangup"));

        assertThat(gather("evt_1", ended, GRACE).step()).isEqualTo(Gathered.Step.WAIT);
        assertThat(gather("evt_2", outage("call-1", "HTTP 503"), GRACE).step()).isEqualTo(Gathered.Step.DECIDE);
        assertThat(gather("evt_3", ended, GRACE).step()).isEqualTo(Gathered.Step.REPEAT);
    }

    @ParameterizedTest
    @EnumSource
    void aPhaseThatComesAfterTheDecision_isNotedAndMovesNothing(Database on) {
        on(on);
        String ref = open(outage("call-1", "HTTP 503"), NORTHWIND, Severity.UNCONFIRMED)
                .brief()
                .ref();

        Gathered late = gather("evt_9", report("call-1", Phase.ENDED, Map.of()), GRACE);

        assertThat(late.step()).isEqualTo(Gathered.Step.NOTE);
        assertThat(late.caseRef()).isEqualTo(ref);
        assertThat(late.report().text(CallField.SUMMARY)).isEqualTo("It fails");
    }

    @ParameterizedTest
    @EnumSource
    void anEndedCallWithoutAnalysis_isDueAfterItsGraceAndHandedOutOnce(Database on) {
        on(on);
        gather("evt_1", report("call-1", Phase.ENDED, Map.of()), Duration.ZERO);
        gather("evt_2", report("call-2", Phase.STARTED, Map.of()), Duration.ZERO);

        assertThat(calls.claimDue()).extracting(DueCall::callId).containsExactly("call-1");
        assertThat(calls.claimDue()).isEmpty();
        assertThat(calls.take(new DueCall("generic", "call-1")).isDecide()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void claimedCallOfADeadNode_isDueAtOnce_andOneThatTalksAgainIsNot(Database on) {
        on(on);
        gather("evt_1", report("call-1", Phase.ENDED, Map.of()), Duration.ZERO);
        gather("evt_2", report("call-2", Phase.ENDED, Map.of()), Duration.ZERO);
        assertThat(calls.claimDue()).hasSize(2);
        gather("evt_3", report("call-2", Phase.STARTED, Map.of()), Duration.ofSeconds(30));

        assertThat(calls.releaseClaims(new Ids(Clock.systemUTC()).next("node"))).isZero();
        assertThat(calls.releaseClaims(node)).isEqualTo(1);
        assertThat(calls.releaseClaims(node)).isZero();

        assertThat(calls.claimDue()).extracting(DueCall::callId).containsExactly("call-1");
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatCannotBeDecided_isCountedAndRetried(Database on) {
        on(on);
        gather("evt_1", report("call-1", Phase.ENDED, Map.of()), Duration.ZERO);
        DueCall due = calls.claimDue().get(0);

        calls.undecided(due, new IllegalStateException("told to nobody"));
        calls.undecided(due, new org.springframework.dao.QueryTimeoutException("the database is slow"));

        assertThat(meters.get("patchbay.calls.undecided").counter().count()).isEqualTo(1);
        database.template().update("update call_record set decide_at = first_seen");
        assertThat(calls.claimDue()).containsExactly(due);
    }

    @ParameterizedTest
    @EnumSource
    void whatDestinationsReturned_isOnTheCaseWithItsProof(Database on) {
        on(on);
        String ref = open(outage("call-1", "HTTP 503"), NORTHWIND, Severity.UNCONFIRMED)
                .brief()
                .ref();
        String other = open(outage("call-2", "card declined"), NORTHWIND, Severity.UNCONFIRMED)
                .brief()
                .ref();

        database.transactions()
                .executeWithoutResult(status -> cases.record(List.of(
                        settled(ref, "jira", "create_issue", "done", "10042", "SUP-42"),
                        settled(other, "jira", "create_issue", "unknown", "", ""),
                        settled(ref, "slack", "post_message", "done", "1763715607.000200", ""))));

        CaseBrief brief = queries.find(ref).orElseThrow();
        assertThat(brief.receipt("jira"))
                .extracting("status", "id", "key")
                .containsExactly("succeeded", "10042", "SUP-42");
        assertThat(brief.receipt("slack").id()).isEqualTo("1763715607.000200");
        assertThat(brief.evidence()).containsEntry("ticket_created", NINE);
        assertThat(queries.find(other).orElseThrow().receipt("jira").status()).isEqualTo("unknown");
        assertThat(queries.timeline(ref)).extracting(TimelineEntry::seq).containsExactly(1, 2, 3, 4);
    }

    private static Settled settled(
            String ref, String destination, String operation, String state, String id, String key) {
        return new Settled(ref, "dsp_1", destination, operation, 1, state, id, key, "", "", "", Map.of(), NINE);
    }

    @ParameterizedTest
    @EnumSource
    void list_pagesNewestFirstWithoutGapOrRepeat(Database on) {
        on(on);
        for (int i = 0; i < 7; i++) {
            open(outage("call-" + i, "error of kind " + (char) ('a' + i)), NORTHWIND, Severity.UNCONFIRMED);
        }
        CaseFilter all = new CaseFilter("support", "open", "acct-1042", "support-lead", "");
        CasePage first = queries.list(all, VisibleQueues.ALL, "", 4);
        CasePage second = queries.list(all, VisibleQueues.ALL, first.next(), 4);

        assertThat(first.cases()).hasSize(4);
        assertThat(second.cases()).hasSize(3);
        assertThat(second.next()).isNull();
        assertThat(first.cases())
                .extracting(CaseBrief::ref)
                .doesNotContainAnyElementsOf(
                        second.cases().stream().map(CaseBrief::ref).toList());
        assertThat(queries.list(new CaseFilter("", "", "", "", "call-3"), VisibleQueues.ALL, "", 4)
                        .cases())
                .extracting(CaseBrief::callId)
                .containsExactly("call-3");
        CaseFilter every = new CaseFilter("", "", "", "", "");
        assertThat(queries.list(every, VisibleQueues.of(Set.of("support", "billing")), "", 10)
                        .cases())
                .hasSize(7);
        assertThat(queries.list(every, VisibleQueues.of(Set.of("billing")), "", 10)
                        .cases())
                .isEmpty();
        assertThat(queries.list(every, VisibleQueues.of(Set.of()), "", 10).cases())
                .isEmpty();
        assertThat(queries.find(first.cases().get(0).ref(), VisibleQueues.of(Set.of("billing"))))
                .isEmpty();
    }
}
