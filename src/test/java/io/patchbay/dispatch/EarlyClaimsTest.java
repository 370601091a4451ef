package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.storage.Database;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is planned while its claim route asks is claimed by the transaction that plans it. */
class EarlyClaimsTest {
    private static final String REF = "C7K4-92MX";
    private static final String OTHER = "C7K4-93MX";

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatIsDueAtOnce_isClaimedAsItIsPlanned_andGivenToTheClaimRoute(Database database) {
        Node node = served(database);

        node.plan(REF, TICKET, MESSAGE);

        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("sending");
        assertThat(node.count("attempts = 1 and first_sent_at = sent_at and lease_until > current_timestamp"))
                .isEqualTo(1);
        assertThat(node.state(Operation.POST_MESSAGE)).isEqualTo("waiting");
        Delivery ticket = node.claimOne("jira");
        assertThat(ticket.attempt()).isEqualTo(1);
        assertThat(node.identity.owns(ticket.token())).isTrue();
        assertThat(node.refusal(ticket)).isNull();
    }

    @Test
    void nodeThatStoodStillBeforeItPlans_hasItsWholeLeaseFromThen() {
        Node node = served(Database.POSTGRESQL);

        Database.POSTGRESQL.transactions().executeWithoutResult(status -> {
            Database.POSTGRESQL.template().queryForList("select current_timestamp, pg_sleep(0.2)");
            node.plan(REF, TICKET);
        });

        assertThat(node.count("sent_at >= planned_at + interval '200 milliseconds'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatWaitedForIt_isClaimedAsItIsReleased_andItsLinkAsItIsPlanned(Database database) {
        Node node = served(database);
        node.plan(REF, TICKET, MESSAGE);

        node.succeed("jira");

        assertThat(node.state(Operation.POST_MESSAGE)).isEqualTo("sending");
        assertThat(node.count("awaits is not null")).isZero();
        node.succeed("slack");
        assertThat(node.state(Operation.LINK)).isEqualTo("sending");
        node.succeed("jira");
        assertThat(node.count("state = 'done' and attempts = 1 and token is null"))
                .isEqualTo(3);
        assertThat(node.inFlight.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void transactionThatIsRolledBack_claimsNothing_andGivesThePlacesBack(Database database) {
        Node node = served(database);

        assertThatThrownBy(() -> database.transactions().executeWithoutResult(status -> {
                    node.plan(REF, TICKET);
                    throw new IllegalStateException("the transaction fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(node.count("1 = 1")).isZero();
        assertThat(node.claim("jira")).isEmpty();
        assertThat(node.gates.of("jira").admit(1_000)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void destinationThatLetsNobodyIn_keepsItsDispatchesReady(Database database) {
        Node node = served(database);
        node.gates.of("jira").admit(99);

        node.plan(REF, TICKET);
        node.plan(OTHER, TICKET);

        assertThat(node.count("state = 'sending'")).isEqualTo(1);
        assertThat(node.count("state = 'ready' and token is null and attempts = 0 and sent_at is null"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void destinationWhoseClaimRouteDoesNotAsk_keepsItsDispatchesReadyForOtherNodes(Database database) {
        HandClock clock = new HandClock();
        Node node = new Node(database.empty(), clock);
        node.claim("jira");
        clock.move(Duration.ofSeconds(4));

        node.plan(REF, TICKET);

        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("ready");
        assertThat(new Node(database).claim("jira")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void nodeThatTheDatabaseDoesNotVouchFor_claimsNothingEarly(Database database) {
        Node node = served(database);
        node.identity.abandon();

        node.plan(REF, TICKET);

        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("ready");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void whatShowsTheCaseAsItStands_isLeftToALaterClaim_soThatItShowsAllOfIt(Database database) {
        Node node = served(database);
        node.claim("writeback");
        node.plan(REF, TICKET, Briefs.WRITE_BACK);

        node.succeed("jira");

        assertThat(node.count("destination = 'writeback' and state = 'ready'")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void nodeThatDiesAfterTheCommit_leavesADispatchThatIsLookedUpBeforeItIsSentAgain(Database database) {
        Node node = served(database);
        node.plan(REF, TICKET);

        Node other = new Node(database);
        other.queue.endLeases(node.id);
        other.sweep();

        assertThat(other.state(Operation.CREATE_ISSUE)).isEqualTo("unknown");
    }

    /** A node whose claim routes have just asked. */
    private static Node served(Database database) {
        Node node = new Node(database.empty());
        node.claim("jira");
        node.claim("slack");
        return node;
    }
}
