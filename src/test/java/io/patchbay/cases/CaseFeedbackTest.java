package io.patchbay.cases;

import static io.patchbay.cases.feedback.ExternalStatePropertiesTest.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cases.feedback.ExternalStatePropertiesTest;
import io.patchbay.cases.feedback.FeedbackRules;
import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Confirmation;
import io.patchbay.event.Decision;
import io.patchbay.event.Feedback;
import io.patchbay.event.FieldValue;
import io.patchbay.event.Person;
import io.patchbay.event.Phase;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.event.Severity;
import io.patchbay.storage.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseFeedbackTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
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

    private Database database;
    private Cases cases;
    private CaseOpening opening;
    private CaseQueries queries;
    private CaseFeedback feedback;

    private void on(Database on) {
        CaseModule module = new CaseModule(on);
        database = module.database;
        cases = module.cases;
        opening = module.opening;
        queries = module.queries;
        feedback = module.feedback(
                new FeedbackRules(Map.of("ticket", Set.of("the-hub")), ExternalStatePropertiesTest.SHIPPED.rules()));
    }

    private Opened open(String callId) {
        CallReport report = new CallReport(
                "generic",
                callId,
                new TreeSet<>(List.of(Phase.ANALYZED)),
                Map.of(
                        CallField.PRODUCT_AREA, said(CallField.PRODUCT_AREA, "checkout"),
                        CallField.ERROR_MESSAGE, said(CallField.ERROR_MESSAGE, "HTTP 503")));
        Decision decision = new Decision(
                "support",
                "support-outage",
                "hash",
                Severity.UNCONFIRMED,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        QueuePlan plan = new QueuePlan("support", new Person("lead", "Sam", "", "", "owner"), false, List.of());
        return database.transactions().execute(status -> opening.open(List.of(new DecidedCall(
                        new Gathered(report, Gathered.Step.DECIDE, "", "", "evt_1", false, SealedValues.NONE),
                        NORTHWIND,
                        "",
                        decision,
                        plan)))
                .get(0));
    }

    private static FieldValue said(CallField field, String text) {
        return new FieldValue(text, field.reportedBy(), Confirmation.REPORTED, Phase.ANALYZED, NINE);
    }

    /** A case whose ticket is 10042, SUP-42. */
    private String ticketed(String callId) {
        String ref = open(callId).brief().ref();
        Settled created = new Settled(
                ref,
                "dsp_1",
                "jira",
                "create_issue",
                1,
                "done",
                "10042",
                "SUP-42",
                "",
                "https://jira.example.com/browse/SUP-42",
                "",
                Map.of(),
                NINE);
        database.transactions().executeWithoutResult(status -> cases.record(List.of(created)));
        return ref;
    }

    private FeedbackResult take(Feedback... facts) {
        Person dana = new Person("dana", "Dana", "acc-3", "", "assigned in jira");
        return database.transactions().execute(status -> feedback.take(List.of(facts), "", Map.of("acc-3", dana)));
    }

    private CaseBrief read(String ref) {
        return queries.find(ref).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void anyOrderOfTheSameEvents_leavesTheCaseTheSame(Database on) {
        List<Feedback> facts = new ArrayList<>(List.of(
                ticket("ticket.transitioned", 1, "In Progress", "indeterminate", ""),
                ticket("ticket.assigned", 3, "In Progress", "indeterminate", ""),
                ticket("ticket.transitioned", 4, "Deployed", "indeterminate", ""),
                ticket("ticket.transitioned", 5, "Done", "done", "Fixed"),
                ticket("ticket.transitioned", 7, "To Do", "new", ""),
                ticket("ticket.transitioned", 9, "Done", "done", "Duplicate"),
                ticket("ticket.assigned", 2, "In Progress", "indeterminate", "")));
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            on(on);
            String ref = ticketed("call-1");
            Collections.shuffle(facts, new Random(i));
            facts.forEach(this::take);
            facts.subList(0, 3).forEach(this::take);
            CaseBrief brief = read(ref);
            ends.add(brief.status()
                    + brief.terminal()
                    + brief.owner().id()
                    + new java.util.TreeMap<>(brief.evidence()).headMap("ticket_created"));
        }

        assertThat(Set.copyOf(ends)).hasSize(1);
        assertThat(ends.get(0)).startsWith("closedtruedana").contains("engineering_engaged");
    }

    @ParameterizedTest
    @EnumSource
    void theSameFactAgain_changesNothing(Database on) {
        on(on);
        String ref = ticketed("call-1");
        Feedback done = ticket("ticket.transitioned", 5, "Done", "done", "Fixed");

        assertThat(take(done).isChanged()).isTrue();
        int told = queries.timeline(ref).size();
        assertThat(take(done).isChanged()).isFalse();
        assertThat(queries.timeline(ref)).hasSize(told);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheHubDidItself_andWhatIsAboutNoCase_changesNothing(Database on) {
        on(on);
        ticketed("call-1");
        Feedback done = ticket("ticket.transitioned", 5, "Done", "done", "Fixed");
        Feedback own = new Feedback(
                "jira", done.kind(), "10042", "", List.of(), "the-hub", done.at(), "", "Done", "done", "", Map.of());
        Feedback other = new Feedback(
                "jira", done.kind(), "77777", "", List.of(), "x", done.at(), "", "Done", "done", "", Map.of());

        assertThat(take(own).isChanged()).isFalse();
        assertThat(take(other)).isEqualTo(FeedbackResult.NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void anEndedCase_givesItsMatterFree_andAReopenedOneTakesItBackUnlessAnotherHasIt(Database on) {
        on(on);
        String first = ticketed("call-1");
        take(ticket("ticket.transitioned", 5, "Done", "done", "Fixed"));
        take(ticket("ticket.transitioned", 6, "To Do", "new", ""));
        assertThat(open("call-2").brief().ref()).isEqualTo(first);

        take(ticket("ticket.transitioned", 7, "Done", "done", "Fixed"));
        String second = open("call-3").brief().ref();
        assertThat(second).isNotEqualTo(first);
        take(ticket("ticket.transitioned", 8, "To Do", "new", ""));
        assertThat(read(first).status()).isEqualTo("open");
        assertThat(open("call-4").brief().ref()).isEqualTo(second);
    }

    @ParameterizedTest
    @EnumSource
    void aCaseThatStaffReopened_endsAgainWithItsTicket_andNotByWhatWasKnownBefore(Database on) {
        on(on);
        String ref = ticketed("call-1");
        Feedback done = ticket("ticket.transitioned", 5, "Done", "done", "Fixed");
        take(done);
        database.template().update("update support_case set status = 'open', terminal = false where ref = ?", ref);

        take(done, ticket("ticket.transitioned", 3, "Done", "done", "Duplicate"));
        assertThat(read(ref).terminal()).isFalse();
        assertThat(take(ticket("ticket.transitioned", 9, "Done", "done", "Fixed"))
                        .isChanged())
                .isTrue();
        assertThat(read(ref).terminal()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aMovedTicket_keepsItsCase_underItsNewKeyAndAddress(Database on) {
        on(on);
        String ref = ticketed("call-1");
        Feedback moved = new Feedback(
                "jira",
                "ticket.moved",
                "10042",
                "OPS-7",
                List.of(),
                "x",
                NINE,
                "",
                "To Do",
                "new",
                "",
                Map.of("from", "SUP-42", "to", "OPS-7"));

        assertThat(take(moved).isChanged()).isTrue();
        assertThat(read(ref).receipt("jira").key()).isEqualTo("OPS-7");
        assertThat(read(ref).receipt("jira").url()).isEqualTo("https://jira.example.com/browse/OPS-7");
    }

    @ParameterizedTest
    @EnumSource
    void aTicketWhoseReceiptIsNotKnownYet_isFoundByItsMarker(Database on) {
        on(on);
        String ref = open("call-1").brief().ref();
        FeedbackResult moved = database.transactions()
                .execute(status -> feedback.take(
                        List.of(ticket("ticket.transitioned", 5, "Done", "done", "Fixed")), ref, Map.of()));

        assertThat(moved.caseRef()).isEqualTo(ref);
        assertThat(read(ref).terminal()).isTrue();
    }
}
