package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Unknown outcomes are looked up, and no one look-up is made twice at a time. */
class ReconcileTest {

    @ParameterizedTest
    @EnumSource(Database.class)
    void foundEffect_isAdoptedAndReleasesWhatWaited(Database database) {
        Node node = withUnknownTicket(database);
        assertThat(node.claim("jira")).isEmpty();
        assertThat(node.claim("slack")).isEmpty();
        Delivery lookUp = due(node);

        node.settle(lookUp, Node.OK);

        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("done");
        assertThat(node.column("provider_key", Operation.CREATE_ISSUE)).isEqualTo("SUP-42");
        assertThat(node.claim("slack")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void lookUp_isClaimedOnceUntilItsLeaseEnds(Database database) {
        Node node = withUnknownTicket(database);
        Delivery lookUp = due(node);

        assertThat(new Node(database).claimLookUps("jira")).isEmpty();

        node.change("due_at = current_timestamp", lookUp.id());
        Delivery other = new Node(database).claimLookUps("jira").get(0);
        assertThat(node.settle(lookUp, Node.OK)).isEmpty();
        assertThat(other.token()).isNotEqualTo(lookUp.token());
        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void absenceInsideTheQuietPeriod_provesNothing(Database database) {
        Node node = withUnknownTicket(database);

        assertThat(node.settle(due(node), Node.ABSENT)).isEmpty();

        assertThat(node.count("state = 'unknown' and lookups = 1 and due_at > current_timestamp"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void absenceAfterTheQuietPeriod_isSentAgainWithTheSameMarker(Database database) {
        Node node = withUnknownTicket(database);
        String marker = node.column("marker", Operation.CREATE_ISSUE);
        node.change("sent_at = current_timestamp - interval '11' minute", node.column("id", Operation.CREATE_ISSUE));

        node.settle(due(node), Node.ABSENT);

        Delivery again = node.claimOne("jira");
        assertThat(again.marker()).isEqualTo(marker);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(node.count("operation = 'create_issue' and lookups = 0 and failures = 1"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void undecidedForADay_standsThereForAPerson(Database database) {
        Node node = withUnknownTicket(database);
        node.change("sent_at = current_timestamp - interval '25' hour", node.column("id", Operation.CREATE_ISSUE));

        assertThat(node.settle(due(node), Node.UNKNOWN)).singleElement().satisfies(each -> assertThat(each.reason())
                .startsWith("needs a person"));

        assertThat(node.count("state = 'unknown' and due_at > current_timestamp + interval '300' day"))
                .isEqualTo(1);
    }

    private static Node withUnknownTicket(Database database) {
        Node node = new Node(database.empty());
        node.plan("C7K4-92MX", TICKET, MESSAGE);
        node.settle(node.claimOne("jira"), Node.UNKNOWN);
        return node;
    }

    private static Delivery due(Node node) {
        node.change("due_at = current_timestamp", node.column("id", Operation.CREATE_ISSUE));
        return node.claimLookUps("jira").get(0);
    }
}
