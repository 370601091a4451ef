package io.patchbay.dispatch;

import static io.patchbay.dispatch.Node.NOT_SENT;
import static io.patchbay.dispatch.Node.OK;
import static io.patchbay.dispatch.Node.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a case's dispatches when its ticket and message have to be elsewhere. */
class RelocationsTest {
    private static final QueuePlan.Step TICKET = new QueuePlan.Step("jira", Operation.CREATE_ISSUE, "", null, false);
    private static final QueuePlan.Step MESSAGE =
            new QueuePlan.Step("slack", Operation.POST_MESSAGE, Operation.CREATE_ISSUE, Duration.ofMinutes(5), false);
    private static final QueuePlan PLAN = Briefs.plan(TICKET, MESSAGE);
    private static final Relocation RESTRICTED = new Relocation(true, true, WithdrawalReason.RESTRICTED);
    private static final Relocation MOVED = new Relocation(true, true, WithdrawalReason.MOVED);
    private static final Relocation LEFT = new Relocation(true, true, WithdrawalReason.LEFT_RESTRICTED);

    private static Node planned(Database database) {
        Node node = new Node(database.empty());
        node.plan("C1", TICKET, MESSAGE);
        return node;
    }

    private static List<Settled> relocate(Node node, Relocation relocation) {
        return node.database
                .transactions()
                .execute(status -> node.relocations.relocate(Briefs.unconfirmed("C1"), PLAN, relocation));
    }

    private static long creates(Node node) {
        return node.count("operation = 'create_issue' and state <> 'cancelled'");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void createThatWasNotSent_goesToTheNewPlaceItself(Database database) {
        Node node = planned(database);

        assertThat(relocate(node, RESTRICTED)).isEmpty();

        assertThat(creates(node)).isEqualTo(1);
        assertThat(node.count("operation like 'withdraw%'")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void createThatDidNotHappen_forgetsWhereItWasToGo(Database database) {
        Node node = planned(database);
        node.settle(node.claimOne("jira"), NOT_SENT);
        assertThat(node.column("place", "create_issue")).isEqualTo("jira:support");

        relocate(node, RESTRICTED);

        assertThat(node.count("operation = 'create_issue' and place is null")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void ticketThatIsThere_isWithdrawnAndReplaced(Database database) {
        Node node = planned(database);
        String first = node.claimOne("jira").id();
        settleFirst(node, first);

        relocate(node, RESTRICTED);

        assertThat(node.count("operation = 'create_issue' and placement = 2 and state = 'ready'"))
                .isEqualTo(1);
        assertThat(node.count("operation = 'withdraw_issue' and state = 'ready' and acts_on = '" + first + "'"))
                .isEqualTo(1);
        assertThat(node.count("id = '" + first + "' and superseded = 'restricted'"))
                .isEqualTo(1);
    }

    private static void settleFirst(Node node, String id) {
        node.change("state = 'done', provider_id = '10042', provider_key = 'SUP-42', token = null", id);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void ticketThatIsOnItsWay_isWithdrawnWhenItIsThere_andIsNotTheCases(Database database) {
        Node node = planned(database);
        Delivery sending = node.claimOne("jira");

        relocate(node, RESTRICTED);
        assertThat(node.count("operation = 'withdraw_issue'")).isZero();
        List<Settled> settled = node.settle(sending, OK);

        assertThat(settled).singleElement().matches(Settled::superseded);
        assertThat(node.count("operation = 'withdraw_issue' and acts_on = '" + sending.id() + "'"))
                .isEqualTo(1);
        assertThat(creates(node)).isEqualTo(2);
    }

    /** One that the index hid until now, or that was closed while the case was in the open, has the case's texts. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void duplicatesOfAConcealedTicket_areLookedForAgain(Database database) {
        Node node = planned(database);
        String first = node.claimOne("jira").id();
        settleFirst(node, first);
        relocate(node, MOVED);
        assertThat(checks(node, first)).isZero();

        relocate(node, RESTRICTED);

        assertThat(checks(node, first)).isEqualTo(1);
    }

    private static long checks(Node node, String dispatchId) {
        return node.database
                .template()
                .queryForObject("select count(*) from double_check where dispatch_id = ?", Long.class, dispatchId);
    }

    /** The earlier case may be a restricted one; where it may be known, the link goes along. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void linkToAnEarlierCase_isNotSentOutOfARestrictedPlace_andIsCarriedElsewhere(Database database) {
        Map<String, String> earlier =
                Map.of("target", "case", "case", "C7K4-92MX", "key", "SEC-1", "url", "https://j/SEC-1");
        Node unsent = planned(database);
        unsent.planner.add("C1", "jira", Operation.LINK, earlier);
        relocate(unsent, LEFT);
        assertThat(unsent.count("operation = 'link' and state <> 'cancelled'")).isZero();

        Node sent = planned(database);
        Delivery ticket = sent.claimOne("jira");
        sent.planner.add("C1", "jira", Operation.LINK, earlier);
        settleFirst(sent, ticket.id());
        relocate(sent, MOVED);
        assertThat(sent.count("operation = 'link' and placement = 2 and state = 'waiting'"))
                .isEqualTo(1);
        relocate(sent, LEFT);
        assertThat(sent.count("operation = 'link' and state <> 'cancelled'")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void reopeningUnderWay_whileTheCaseMoves_isTakenBackWithItsTicket(Database database) {
        Node node = planned(database);
        settleFirst(node, node.claimOne("jira").id());
        node.planner.add("C1", "jira", Operation.REOPEN_ISSUE);
        Delivery reopening = node.claimOne("jira");
        relocate(node, RESTRICTED);
        node.claim("jira").forEach(each -> node.settle(each, OK));
        assertThat(node.count("operation = 'withdraw_issue' and state = 'done'"))
                .isEqualTo(1);

        node.settle(reopening, OK);

        assertThat(node.count("operation = 'withdraw_issue' and acts_on is not null and state in ('ready', 'waiting')"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void createThatDidNotHappenAfterTheMove_isNotSentAgain(Database database) {
        Node node = planned(database);
        Delivery sending = node.claimOne("jira");
        relocate(node, RESTRICTED);

        node.settle(sending, NOT_SENT);

        assertThat(node.count("id = '" + sending.id() + "' and state = 'cancelled'"))
                .isEqualTo(1);
        assertThat(creates(node)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void personWhoSaysThatALostCreateDidNotHappen_sendsNothingToTheOldPlace(Database database) {
        Node node = planned(database);
        Delivery sending = node.claimOne("jira");
        node.settle(sending, UNKNOWN);
        relocate(node, RESTRICTED);

        node.desk.decide(
                new Verdict("", sending.id(), Verdict.Kind.DID_NOT_HAPPEN, "", "", "", "", "hana", "not there"));

        assertThat(node.count("id = '" + sending.id() + "' and state = 'cancelled'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void createThatWasClaimedBeforeTheMove_isNotSentAfterIt(Database database) {
        Node node = planned(database);
        Batch claimed = node.queue.claim("jira");
        relocate(node, RESTRICTED);

        assertThat(node.prepared(claimed, Map.of("C1", Briefs.unconfirmed("C1"))))
                .isEmpty();
        node.settle(node.settlements.take());

        assertThat(node.count("operation = 'create_issue' and placement = 1 and state = 'cancelled'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void unsentComments_areCarriedOver_butNotOutOfARestrictedPlace(Database database) {
        Node node = planned(database);
        settleFirst(node, node.claimOne("jira").id());
        node.planner.add("C1", "jira", Operation.ADD_COMMENT, Map.of("text", "More was said"));

        relocate(node, MOVED);
        assertThat(node.count("operation = 'add_comment' and placement = 2 and state = 'waiting'"))
                .isEqualTo(1);

        settleFirst(node, node.claimOne("jira").id());
        relocate(node, LEFT);
        assertThat(node.count("operation = 'add_comment' and state <> 'cancelled'"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void placeThatTheCaseMovedFrom_isConcealedTooWhenTheCaseBecomesRestricted(Database database) {
        Node node = planned(database);
        String first = node.claimOne("jira").id();
        settleFirst(node, first);
        relocate(node, MOVED);

        relocate(node, RESTRICTED);

        assertThat(node.count("id = '" + first + "' and superseded = 'restricted'"))
                .isEqualTo(1);
        assertThat(node.count("operation = 'withdraw_issue' and acts_on = '" + first + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void wordsAboutACallThatLeft_areWithdrawn(Database database) {
        Node node = planned(database);
        settleFirst(node, node.claimOne("jira").id());
        String sent =
                node.planner.add("C1", "jira", Operation.ADD_COMMENT, Map.of("text", "said", "call", "generic|call-2"));
        node.change("state = 'done', provider_id = '77', awaits = null", sent);
        node.planner.add("C1", "jira", Operation.ADD_COMMENT, Map.of("text", "more", "call", "generic|call-2"));
        String other =
                node.planner.add("C1", "jira", Operation.ADD_COMMENT, Map.of("text", "own", "call", "generic|call-1"));

        node.database
                .transactions()
                .executeWithoutResult(status -> node.relocations.withdraw("C1", "generic|call-2", "tenant"));

        assertThat(node.count("operation = 'withdraw_comment' and acts_on = '" + sent + "'"))
                .isEqualTo(1);
        assertThat(node.count("operation = 'add_comment' and state = 'cancelled'"))
                .isEqualTo(1);
        assertThat(node.count("id = '" + other + "' and superseded is null and state <> 'cancelled'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void wordsOnATicketThatTheCaseMovedFrom_areWithdrawnToo(Database database) {
        Node node = planned(database);
        settleFirst(node, node.claimOne("jira").id());
        String sent =
                node.planner.add("C1", "jira", Operation.ADD_COMMENT, Map.of("text", "said", "call", "generic|call-2"));
        node.change("state = 'done', provider_id = '77', awaits = null", sent);
        relocate(node, MOVED);

        node.database
                .transactions()
                .executeWithoutResult(status -> node.relocations.withdraw("C1", "generic|call-2", "tenant"));

        assertThat(node.count("operation = 'withdraw_comment' and acts_on = '" + sent + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void updateThatWasUnderWay_isFollowedByAnotherWithdrawal(Database database) {
        Node node = new Node(database.empty());
        node.plan("C1", MESSAGE);
        String message = node.claimOne("slack").id();
        node.change("state = 'done', provider_id = '1.1', provider_channel = 'C1', token = null", message);
        node.planner.add("C1", "slack", Operation.UPDATE_MESSAGE);
        Delivery updating = node.claimOne("slack");
        relocate(node, RESTRICTED);
        node.database
                .client()
                .sql("update dispatch set state = 'done' where operation = 'withdraw_message'")
                .update();

        node.settle(updating, OK);

        assertThat(node.count("operation = 'withdraw_message' and state = 'ready' and acts_on = '" + message + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void endOfAPage_goesToTheServiceThatWasPaged(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C1", new QueuePlan.Step("pagerduty", Operation.TRIGGER, "", null, true));
        node.succeed("pagerduty");

        node.planner.add("C1", "pagerduty", Operation.RESOLVE);

        assertThat(node.claimOne("pagerduty").target().place()).isEqualTo("pagerduty:support");
    }
}
