package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.storage.Database;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

/** Outcomes wait for the database, and one that cannot be written down holds up no other. */
class SettlementsTest {
    private final Node node = new Node(Database.H2.empty());

    @BeforeEach
    void threeCallsAreOver() {
        for (int i = 0; i < 3; i++) {
            node.plan("C000-000" + i, TICKET);
        }
        node.claim("jira").forEach(each -> node.accept(each, Node.OK));
    }

    @Test
    void outcomes_areTakenTogether() {
        assertThat(node.settlements.take()).hasSize(3);
        assertThat(node.settlements.take()).isEmpty();
    }

    @Test
    void groupStaysTogether_whileTheDatabaseIsAway() {
        List<Settlement> group = node.settlements.take();

        node.settlements.failed(group, new RuntimeException(new DataAccessResourceFailureException("away")));
        node.workSignal.send("settlements-pause");
        List<Settlement> again = node.settlements.take();

        assertThat(again)
                .extracting(Settlement::id)
                .isEqualTo(group.stream().map(Settlement::id).toList());
        assertThat(node.settle(again)).hasSize(3);
        assertThat(node.inFlight.size()).isZero();
    }

    @Test
    void databaseThatStaysAway_leavesThemToTheirLease() {
        List<Settlement> group = node.settlements.take();
        for (int i = 0; i < 30; i++) {
            node.settlements.failed(group, new DataAccessResourceFailureException("away"));
            node.workSignal.send("settlements-pause");
            group = i < 29 ? node.settlements.take() : List.of();
        }

        assertThat(node.inFlight.size()).isZero();
        assertThat(node.count("state = 'sending'")).isEqualTo(3);
    }

    @Test
    void poisonedOutcome_isTriedAloneAndHoldsUpNoOther() {
        node.settlements.failed(node.settlements.take(), new DataIntegrityViolationException("too long"));

        Settlement poisoned = node.settlements.take().get(0);
        for (int i = 0; i < 2; i++) {
            node.settle(node.settlements.take());
        }
        node.settlements.failed(List.of(poisoned), new DataIntegrityViolationException("too long"));
        node.settlements.failed(node.settlements.take(), new DataIntegrityViolationException("too long"));
        node.settlements.failed(node.settlements.take(), new DataIntegrityViolationException("too long"));

        assertThat(node.count("state = 'done'")).isEqualTo(2);
        assertThat(node.inFlight.size()).isZero();
        assertThat(node.settlements.take()).isEmpty();
    }

    @Test
    void lostOutcome_isUnknownAndSaysNothingOfTheFailuresText() {
        node.settlements.take();
        node.plan("C000-0009", TICKET);
        Delivery delivery = node.claimOne("jira");

        Attempt attempt = node.attempt(delivery);
        attempt.begin();
        node.settlements.lost(attempt, new IllegalStateException("Bearer secret"));

        Outcome outcome = node.settlements.take().get(0).outcome();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNKNOWN);
        assertThat(outcome.reason()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void failureBeforeTheCall_isNotSent() {
        node.settlements.take();
        node.plan("C000-0010", TICKET);

        node.settlements.lost(node.attempt(node.claimOne("jira")), new IllegalStateException("a company's step"));

        assertThat(node.settlements.take().get(0).outcome().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
    }

    @Test
    void failureAfterTheCall_doesNotChangeWhatHappened() {
        node.settlements.take();
        node.plan("C000-0011", TICKET);
        Attempt attempt = node.attempt(node.claimOne("jira"));
        attempt.begin();
        attempt.end(Node.OK);

        node.settlements.lost(attempt, new IllegalStateException("a company's step"));

        assertThat(node.settlements.take().get(0).outcome()).isEqualTo(Node.OK);
    }

    @Test
    void attemptThatItsRouteDidNotMake_isNotSent() {
        node.settlements.take();
        node.plan("C000-0012", TICKET);

        node.settlements.accept(node.attempt(node.claimOne("jira")));

        assertThat(node.settlements.take().get(0).outcome().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
    }
}
