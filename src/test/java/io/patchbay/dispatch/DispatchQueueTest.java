package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.PAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.Settled;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the durable queue promises, on both databases. */
class DispatchQueueTest {

    @ParameterizedTest
    @EnumSource(Database.class)
    void ticket_comesBeforeMessage(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET, MESSAGE);

        assertThat(node.claim("slack")).isEmpty();
        List<Settled> settled = node.succeed("jira");

        assertThat(settled).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo("done");
            assertThat(each.id()).isEqualTo("10042");
            assertThat(each.key()).isEqualTo("SUP-42");
        });
        assertThat(node.claimOne("slack").operation()).isEqualTo(Operation.POST_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void deadTicket_doesNotHoldBackTheMessage(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET, MESSAGE);

        node.settle(node.claimOne("jira"), Node.REJECTED);

        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("dead");
        assertThat(node.claim("slack")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void heldPage_goesAtOnceWhenItsTicketIsThere(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C000-0001", TICKET, PAGE);
        assertThat(node.claim("pagerduty")).isEmpty();

        node.succeed("jira");

        assertThat(node.claim("pagerduty")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void heldPage_goesWithoutItsTicketAfterAMinute(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C000-0001", TICKET, PAGE);
        long held = node.count("operation = 'trigger' and due_at > current_timestamp + interval '50' second"
                + " and due_at <= current_timestamp + interval '60' second");
        assertThat(held).isEqualTo(1);

        node.change("due_at = current_timestamp", node.column("id", Operation.TRIGGER));

        assertThat(node.claimOne("pagerduty").marker()).matches("pb-[0-9a-z]{26}");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void claim_isExclusiveAmongEightClaimers(Database database) throws Exception {
        Node planner = new Node(database.empty());
        IntStream.range(0, 400).forEach(i -> planner.plan("C%03d-0000".formatted(i), TICKET));

        List<String> claimed = together(8, i -> {
            Node node = new Node(database);
            List<String> ids = new ArrayList<>();
            for (List<Delivery> batch = node.claim("jira"); !batch.isEmpty(); batch = node.claim("jira")) {
                batch.forEach(each -> ids.add(each.id()));
            }
            return ids;
        });

        assertThat(claimed).doesNotHaveDuplicates().hasSize(400);
        assertThat(planner.count("attempts = 1 and state = 'sending'")).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void claim_isTheAttemptsBeginningAndTakesTheOldestFirst(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.plan("C000-0002", TICKET);
        node.database
                .client()
                .sql(
                        "update dispatch set due_at = current_timestamp - interval '1' second where case_ref = 'C000-0002'")
                .update();

        List<Delivery> claimed = node.claimAtMost("jira", 1);

        assertThat(claimed).singleElement().satisfies(each -> {
            assertThat(each.brief().ref()).isEqualTo("C000-0002");
            assertThat(each.attempt()).isEqualTo(1);
        });
        assertThat(node.count("attempts = 1 and first_sent_at = sent_at and lease_until > current_timestamp"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void outcomeAfterTheLease_changesNothing(Database database) {
        Node slow = new Node(database.empty());
        slow.plan("C000-0001", TICKET);
        Delivery delivery = slow.claimOne("jira");
        slow.change("lease_until = current_timestamp - interval '1' second", delivery.id());
        List<Settled> swept = new Node(database).sweep();

        List<Settled> late = slow.settle(delivery, Node.OK);

        assertThat(swept).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo("unknown");
            assertThat(each.reason()).isEqualTo("lease expired");
        });
        assertThat(late).isEmpty();
        assertThat(slow.state(Operation.CREATE_ISSUE)).isEqualTo("unknown");
        assertThat(slow.inFlight.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void expiredLease_ofAPageIsTriedAgainWithTheSameKey(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C000-0001", PAGE);
        Delivery first = node.claimOne("pagerduty");
        node.change("lease_until = current_timestamp - interval '1' second", first.id());

        assertThat(new Node(database).sweep()).hasSize(1);
        node.change("due_at = current_timestamp", first.id());

        Delivery second = node.claimOne("pagerduty");
        assertThat(second.marker()).isEqualTo(first.marker());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.firstSentAt()).isEqualTo(first.firstSentAt());
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void sweep_leavesARunningLeaseAlone(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        Delivery delivery = node.claimOne("jira");

        assertThat(node.sweep()).isEmpty();

        assertThat(node.settle(delivery, Node.OK)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void failedAttempt_isKeptAndTriedAgainWhenDue(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        Delivery first = node.claimOne("jira");

        node.settle(first, Node.NOT_SENT);

        assertThat(node.count("state = 'ready' and failures = 1 and due_at > current_timestamp + interval '3' second"))
                .isEqualTo(1);
        assertThat(node.claim("jira")).isEmpty();
        node.change("due_at = current_timestamp", first.id());
        node.succeed("jira");
        assertThat(database.client()
                        .sql("select outcome from dispatch_attempt order by number")
                        .query(String.class)
                        .list())
                .containsExactly("not_sent", "succeeded");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void throttledAttempt_isNotAFailure(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);

        node.settle(node.claimOne("jira"), Outcome.throttled(Duration.ofSeconds(90), 429, "rate limited"));

        assertThat(node.count("state = 'ready' and failures = 0 and due_at > current_timestamp + interval '88' second"
                        + " and due_at < current_timestamp + interval '91' second"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void sameOutcomeTwice_isTheSameAsOnce(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.accept(node.claimOne("jira"), Node.OK);
        List<Settlement> group = node.settlements.take();

        assertThat(node.settle(group)).hasSize(1);
        assertThat(node.settle(group)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void rolledBackGroup_canBeSettledAgain(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.accept(node.claimOne("jira"), Node.OK);
        List<Settlement> group = node.settlements.take();
        database.transactions().executeWithoutResult(status -> {
            node.queue.settle(group);
            status.setRollbackOnly();
        });
        assertThat(node.inFlight.size()).isEqualTo(1);

        assertThat(node.settle(group)).hasSize(1);
        assertThat(node.inFlight.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void dispatchWithoutACase_isRefusedAndHoldsUpNobody(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.workSignal.send(DispatchQueue.work("jira"));

        List<Delivery> deliveries = node.prepared(node.queue.claim("jira"), Map.of());

        assertThat(deliveries).isEmpty();
        assertThat(node.settle(node.settlements.take())).singleElement().satisfies(each -> assertThat(each.state())
                .isEqualTo("dead"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void closedQueue_claimsNothing(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.inFlight.close();
        node.workSignal.send("closed:" + DispatchQueue.work("jira"));

        assertThat(node.claim("jira")).isEmpty();
        assertThat(node.state(Operation.CREATE_ISSUE)).isEqualTo("ready");
    }

    /** Runs the work in so many threads that start together, and returns everything they returned. */
    static <T> List<T> together(int threads, Work<List<T>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<List<T>>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(() -> {
                    start.await();
                    return work.run(number);
                });
            }
            List<T> all = new ArrayList<>();
            for (Future<List<T>> each : pool.invokeAll(tasks)) {
                all.addAll(each.get());
            }
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Work that may fail, with the number of its thread. */
    interface Work<T> {
        T run(int number) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void claimOfADeadNode_isRecoveredLikeAnExpiredLease(Database database) {
        Node dead = new Node(database.empty());
        dead.plan("C000-0001", TICKET);
        Delivery sent = dead.claimOne("jira");
        Node alive = new Node(database);

        assertThat(alive.queue.endLeases(alive.id)).isZero();
        assertThat(alive.sweep()).isEmpty();
        assertThat(alive.queue.endLeases(dead.id)).isEqualTo(1);
        assertThat(alive.queue.endLeases(dead.id)).isZero();

        assertThat(alive.sweep()).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo("unknown");
            assertThat(each.reason()).isEqualTo("lease expired");
        });
        assertThat(dead.settle(sent, Node.OK)).as("what comes late").isEmpty();
        assertThat(alive.state(Operation.CREATE_ISSUE)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void lookUpOfADeadNode_isDueAtOnce(Database database) {
        Node dead = new Node(database.empty());
        dead.plan("C000-0001", TICKET);
        dead.settle(dead.claimOne("jira"), Node.UNKNOWN);
        dead.change("due_at = current_timestamp", dead.column("id", Operation.CREATE_ISSUE));
        Delivery begun = dead.claimLookUps("jira").get(0);
        Node alive = new Node(database);
        assertThat(alive.claimLookUps("jira")).isEmpty();

        assertThat(alive.queue.endLeases(dead.id)).isEqualTo(1);

        assertThat(dead.settle(begun, Node.OK)).as("what comes late").isEmpty();
        assertThat(alive.claimLookUps("jira")).hasSize(1);
        assertThat(alive.queue.endLeases(dead.id)).isZero();
    }
}
