package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.VisibleQueues;
import io.patchbay.storage.Database;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person decides what the hub cannot, and deciding twice is deciding once. */
class DispatchActionsTest {

    @ParameterizedTest
    @EnumSource(Database.class)
    void itHappened_adoptsTheIdOnce(Database database) {
        Node node = with(database, Node.UNKNOWN);
        Verdict verdict = verdict(node, Verdict.Kind.HAPPENED, "10042");

        assertThat(node.desk.decide(verdict)).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo("done");
            assertThat(each.id()).isEqualTo("10042");
            assertThat(each.reason()).isEqualTo("staff:dana: seen in Jira");
        });
        assertThat(node.desk.decide(verdict)).isEmpty();
        assertThat(node.claim("slack")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void itDidNotHappen_isSentAgainWithTheSameMarkerOnce(Database database) {
        Node node = with(database, Node.UNKNOWN);
        String marker = node.column("marker", Operation.CREATE_ISSUE);
        Verdict verdict = verdict(node, Verdict.Kind.DID_NOT_HAPPEN, "");

        assertThat(node.desk.decide(verdict)).hasSize(1);
        assertThat(node.desk.decide(verdict)).isEmpty();

        assertThat(node.claimOne("jira").marker()).isEqualTo(marker);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void aPageHappened_isKnownByItsDedupKeyWhateverThePersonCallsIt(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C7K4-92MX", Briefs.PAGE);
        String id = node.column("id", Operation.TRIGGER);
        node.change("state = 'unknown'", id);

        var told = node.desk.decide(new Verdict(
                "", id, Verdict.Kind.HAPPENED, "Q2B5XYZ", "", "", "https://pd.example/Q2B5XYZ", "dana", "seen"));

        assertThat(told).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo("done");
            assertThat(each.id()).isEqualTo(node.column("marker", Operation.TRIGGER));
            assertThat(each.key()).isEqualTo("Q2B5XYZ");
            assertThat(each.url()).isEqualTo("https://pd.example/Q2B5XYZ");
        });
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void givenUp_releasesWhatWaited(Database database) {
        Node node = with(database, Node.UNKNOWN);

        node.desk.decide(verdict(node, Verdict.Kind.GIVE_UP, ""));

        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("cancelled");
        assertThat(node.claim("slack")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWaitsAndIsNotInTheNewQueuesPlan_isWithdrawn_andWhatHasBegunIsNot(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C7K4-92MX", TICKET, MESSAGE, Briefs.PAGE);
        Delivery begun = node.claimOne("jira");

        var withdrawn = node.desk.withdrawUnplanned("C7K4-92MX", Briefs.plan(MESSAGE));

        assertThat(withdrawn).singleElement().satisfies(each -> {
            assertThat(each.operation()).isEqualTo(Operation.TRIGGER);
            assertThat(each.state()).isEqualTo("cancelled");
            assertThat(each.reason()).contains("moved to queue support");
        });
        assertThat(node.settle(begun, Node.OK)).hasSize(1);
        assertThat(node.claim("pagerduty")).isEmpty();
        assertThat(node.claim("slack")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatMayHaveHappened_isNotWithdrawn(Database database) {
        Node node = with(database, Node.UNKNOWN);

        assertThat(node.desk.withdraw("C7K4-92MX", "jira", Operation.CREATE_ISSUE, "not wanted"))
                .isEmpty();
        node.desk.decide(verdict(node, Verdict.Kind.DID_NOT_HAPPEN, ""));
        assertThat(node.desk.withdraw("C7K4-92MX", "jira", Operation.CREATE_ISSUE, "not wanted"))
                .as("it is ready, yet Jira was asked once")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void verdictOnARunningDispatch_changesNothing(Database database) {
        Node node = new Node(database.empty());
        node.plan("C7K4-92MX", TICKET);
        Delivery delivery = node.claimOne("jira");

        assertThat(node.desk.decide(verdict(node, Verdict.Kind.GIVE_UP, ""))).isEmpty();
        assertThat(node.settle(delivery, Node.OK)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void lookUpOvertakenByAVerdict_changesNothing(Database database) {
        Node node = with(database, Node.UNKNOWN);
        node.change("due_at = current_timestamp", node.column("id", Operation.CREATE_ISSUE));
        Delivery lookUp = node.claimLookUps("jira").get(0);

        node.desk.decide(verdict(node, Verdict.Kind.GIVE_UP, ""));

        assertThat(node.settle(lookUp, Node.OK)).isEmpty();
        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void bulkReplay_sendsEachDeadOneOnceHoweverOftenItIsAsked(Database database) {
        Node node = with(database, Node.REJECTED);
        node.plan("C000-0001", TICKET);
        node.settle(node.claimOne("jira"), Node.REJECTED);
        Map<String, String> ids = node.desk.inState("dead", "", 10, VisibleQueues.ALL).stream()
                .collect(Collectors.toMap(DispatchView::id, dead -> ""));
        Replay replay = new Replay(ids, "dana", "project restored");

        assertThat(node.desk.replay(replay)).hasSize(2);
        assertThat(node.desk.replay(replay)).isEmpty();

        assertThat(node.claim("jira")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void verdictAndReplay_doNothing_onceTheCaseIsInAnotherQueueThanThePersonWasAskedFor(Database database) {
        Node node = with(database, Node.REJECTED);
        String dead = node.desk.inState("dead", "", 1, VisibleQueues.ALL).get(0).id();

        assertThat(node.desk.decide(
                        new Verdict("support", dead, Verdict.Kind.GIVE_UP, "", "", "", "", "dana", "seen in Jira")))
                .isEmpty();
        assertThat(node.desk.replay(new Replay(Map.of(dead, "support"), "dana", "project restored")))
                .isEmpty();

        assertThat(node.desk.find(dead, VisibleQueues.ALL).orElseThrow().state())
                .isEqualTo("dead");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void list_goesOnAfterTheLastOneSeen(Database database) {
        Node node = new Node(database.empty());
        for (int i = 0; i < 3; i++) {
            node.plan("C000-000" + i, TICKET);
        }

        DispatchView first =
                node.desk.inState("ready", "", 1, VisibleQueues.ALL).get(0);

        assertThat(node.desk.inState("ready", first.id(), 10, VisibleQueues.ALL))
                .extracting(DispatchView::caseRef)
                .containsExactly("C000-0001", "C000-0002");
        assertThat(node.desk.ofCase("C000-0002", VisibleQueues.ALL)).hasSize(1);
    }

    @Test
    void verdictThatItHappened_namesTheProvidersId() {
        assertThatThrownBy(() -> new Verdict("", "dsp_1", Verdict.Kind.HAPPENED, "", "", "", "", "dana", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Node with(Database database, Outcome outcomeOfTheTicket) {
        Node node = new Node(database.empty());
        node.plan("C7K4-92MX", TICKET, MESSAGE);
        node.settle(node.claimOne("jira"), outcomeOfTheTicket);
        return node;
    }

    private static Verdict verdict(Node node, Verdict.Kind kind, String id) {
        String dispatch = node.column("id", Operation.CREATE_ISSUE);
        return new Verdict("", dispatch, kind, id, "", "", "", "dana", "seen in Jira");
    }
}
