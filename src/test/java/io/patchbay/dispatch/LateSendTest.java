package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.PAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent later than it was meant to be sent is not sent twice: after a standstill, and after a page's safe window. */
class LateSendTest {

    @ParameterizedTest
    @EnumSource(Database.class)
    void claimOfANodeThatStoodStill_isNotSentAndCostsNoAttempt(Database database) {
        HandClock clock = new HandClock();
        Node node = new Node(database.empty(), clock);
        node.plan("C000-0001", TICKET);
        Delivery delivery = node.claimOne("jira");
        assertThat(node.refusal(delivery)).isNull();

        DestinationLimits limits = node.gates.of("jira").limits();
        clock.move(limits.lease().minus(limits.callDeadline()).plusMillis(1));

        assertThat(node.refusal(delivery)).isNotNull();
        node.settle(delivery, node.refusal(delivery));
        assertThat(node.count("state = 'ready' and failures = 0")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void claimThatAnotherNodeTookOver_staysUnsentAndUnchanged(Database database) {
        HandClock clock = new HandClock();
        Node stopped = new Node(database.empty(), clock);
        stopped.plan("C000-0001", TICKET);
        Delivery delivery = stopped.claimOne("jira");
        stopped.change("lease_until = current_timestamp - interval '1' second", delivery.id());
        new Node(database).sweep();
        clock.move(Duration.ofHours(1));

        assertThat(stopped.refusal(delivery)).isNotNull();
        assertThat(stopped.settle(delivery, stopped.refusal(delivery))).isEmpty();
        assertThat(stopped.state(Operation.CREATE_ISSUE)).isEqualTo("unknown");
        assertThat(stopped.refusal(delivery)).as("it is not ours any more").isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void claimOfAnIdentityThatTheNodeLost_isNotSent_andNothingIsClaimedWithoutOne(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        Delivery delivery = node.claimOne("jira");

        node.identity.abandon();
        assertThat(node.refusal(delivery)).isNotNull();
        node.settle(delivery, node.refusal(delivery));
        node.change("due_at = current_timestamp", delivery.id());
        assertThat(node.claim("jira")).isEmpty();

        node.identity.assume(new Node(database).id);
        assertThat(node.refusal(delivery)).isNotNull();
        assertThat(node.claim("jira")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageThatMayHaveArrived_isLookedUpBeforeItIsSentAgainAfterItsSafeWindow(Database database) {
        Node node = withPage(database, Node.UNKNOWN);
        waited(node, 6);

        assertThat(node.claim("pagerduty")).isEmpty();
        node.settle(node.settlements.take());
        assertThat(node.state(Operation.TRIGGER)).isEqualTo("unknown");

        String id = node.column("id", Operation.TRIGGER);
        node.change("due_at = current_timestamp, sent_at = current_timestamp - interval '2' minute", id);
        node.settle(node.claimLookUps("pagerduty").get(0), Node.ABSENT);
        assertThat(node.claimOne("pagerduty").attempt()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageThatWasThrottledAfterItGotLost_isLookedUpToo(Database database) {
        Node node = withPage(database, Node.UNKNOWN);
        due(node);
        node.settle(node.claimOne("pagerduty"), Outcome.throttled(Duration.ofMinutes(10), 429, "HTTP 429"));
        waited(node, 12);

        Node other = new Node(database);
        assertThat(other.claim("pagerduty")).isEmpty();
        other.settle(other.settlements.take());
        assertThat(other.state(Operation.TRIGGER)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageThatNeverLeft_goesOnBeingSent(Database database) {
        Node node = withPage(database, Node.NOT_SENT);
        waited(node, 20);

        assertThat(node.claim("pagerduty")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageOfWhichAPersonSaysThatItDidNotHappen_isSent(Database database) {
        Node node = withPage(database, Node.UNKNOWN);
        String id = node.column("id", Operation.TRIGGER);
        waited(node, 6);
        node.change("state = 'unknown'", id);
        node.desk.decide(new Verdict("", id, Verdict.Kind.DID_NOT_HAPPEN, "", "", "", "", "dana", "nobody was paged"));

        assertThat(node.claim("pagerduty")).hasSize(1);
    }

    /** A page whose first attempt had that outcome. */
    private static Node withPage(Database database, Outcome outcome) {
        Node node = new Node(database.empty());
        node.planPaging("C000-0001", PAGE);
        due(node);
        node.settle(node.claimOne("pagerduty"), outcome);
        assertThat(node.state(Operation.TRIGGER)).isEqualTo("ready");
        return node;
    }

    /** As if the first attempt were that long ago. */
    private static void waited(Node node, int minutes) {
        due(node);
        String ago = "current_timestamp - interval '" + minutes + "' minute";
        node.change("first_sent_at = " + ago, node.column("id", Operation.TRIGGER));
        node.database
                .client()
                .sql("update dispatch_attempt set started_at = " + ago + " where number = 1")
                .update();
    }

    private static void due(Node node) {
        node.change("due_at = current_timestamp", node.column("id", Operation.TRIGGER));
    }
}
