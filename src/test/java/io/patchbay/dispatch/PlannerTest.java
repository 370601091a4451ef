package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.PAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static io.patchbay.dispatch.Briefs.WRITE_BACK;
import static io.patchbay.dispatch.DispatchQueueTest.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.QueuePlan;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;

/** What is planned, in which order, and what follows from what has happened. */
class PlannerTest {
    private static final String REF = "C7K4-92MX";

    @ParameterizedTest
    @EnumSource(Database.class)
    void unconfirmedSeverity_plansNoPage(Database database) {
        Node node = new Node(database.empty());

        node.plan(REF, TICKET, MESSAGE, PAGE);

        assertThat(node.count("destination = 'pagerduty'")).isZero();
        assertThat(node.count("state = 'ready' and operation = 'create_issue'")).isEqualTo(1);
        assertThat(node.count("state = 'waiting' and operation = 'post_message'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void stepAfterOneThatIsNotPlanned_waitsForNothing(Database database) {
        Node node = new Node(database.empty());

        node.plan(REF, MESSAGE);

        assertThat(node.claim("slack")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void sameCase_isNotPlannedTwice(Database database) {
        Node node = new Node(database.empty());
        node.plan(REF, TICKET);

        assertThatThrownBy(() -> node.plan(REF, TICKET)).isInstanceOf(DuplicateKeyException.class);
        assertThat(node.count("1 = 1")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void additions_keepTheirOrderAtTheirDestination(Database database) {
        Node node = new Node(database.empty());
        node.plan(REF, TICKET);
        node.planner.add(REF, "jira", Operation.ADD_COMMENT, Map.of("text", "first"));
        node.planner.add(REF, "jira", Operation.ADD_COMMENT, Map.of("text", "second"));

        assertThat(node.claimOne("jira")).satisfies(ticket -> {
            assertThat(ticket.operation()).isEqualTo(Operation.CREATE_ISSUE);
            assertThat(node.claim("jira")).isEmpty();
            node.settle(ticket, Node.OK);
        });
        Delivery first = node.claimOne("jira");
        assertThat(first.payload()).containsEntry("text", "first");
        assertThat(first.sequence()).isEqualTo(1);
        node.settle(first, Node.REJECTED);
        Delivery second = node.claimOne("jira");
        assertThat(second.payload()).containsEntry("text", "second");
        assertThat(second.sequence()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void additionToAnEndedDestination_isReady(Database database) {
        Node node = new Node(database.empty());
        node.plan(REF, TICKET);
        node.succeed("jira");

        node.planner.add(REF, "jira", Operation.ADD_COMMENT, Map.of("text", "later"));

        assertThat(node.claim("jira")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void newestStateOperation_isPlannedOnceUntilItBegins(Database database) {
        Node node = new Node(database.empty());
        String first = node.planner.add(REF, "writeback", Operation.CASE_UPDATED, Map.of());
        assertThat(node.planner.add(REF, "writeback", Operation.CASE_UPDATED, Map.of()))
                .isEqualTo(first);

        Delivery begun = node.claimOne("writeback");
        String second = node.planner.add(REF, "writeback", Operation.CASE_UPDATED, Map.of());

        assertThat(second).isNotEqualTo(first);
        assertThat(node.claim("writeback")).isEmpty();
        node.settle(begun, Node.OK);
        assertThat(node.claimOne("writeback").sequence()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void simultaneousAdditions_getOneNumberEach(Database database) throws Exception {
        Node node = new Node(database.empty());
        node.plan(REF, TICKET);

        together(4, i -> List.of(node.planner.add(REF, "jira", Operation.ADD_COMMENT, Map.of("text", "" + i))));

        assertThat(database.client()
                        .sql("select sequence from dispatch where operation = 'add_comment' order by sequence")
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void additionWhileItsPredecessorEnds_isNeverLeftWaiting(Database database) throws Exception {
        Node node = new Node(database.empty());
        IntStream.range(0, 40).forEach(i -> node.plan("C%03d-0000".formatted(i), TICKET));
        List<Delivery> tickets = node.claim("jira");
        tickets.forEach(each -> node.accept(each, Node.OK));
        List<Settlement> outcomes = node.settlements.take();

        together(2, number -> {
            for (int i = 0; i < tickets.size(); i++) {
                if (number == 0) {
                    node.settle(List.of(outcomes.get(i)));
                } else {
                    node.planner.add(tickets.get(i).brief().ref(), "jira", Operation.ADD_COMMENT, Map.of());
                }
            }
            return List.of();
        });

        assertThat(node.count("state = 'waiting'")).isZero();
        assertThat(node.count("state in ('ready', 'sending') and operation = 'add_comment'"))
                .isEqualTo(40);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void ticketAndMessage_areLinkedOnce(Database database) {
        Node node = new Node(database.empty());
        node.plan(REF, TICKET, MESSAGE);

        node.succeed("jira");
        assertThat(node.count("operation = 'link'")).isZero();
        node.succeed("slack");

        assertThat(node.claimOne("jira")).satisfies(link -> {
            assertThat(link.operation()).isEqualTo(Operation.LINK);
            assertThat(link.payload()).containsEntry("target", "slack");
            node.settle(link, Node.OK);
        });
        assertThat(node.count("operation = 'update_message'")).isZero();
        assertThat(node.count("state <> 'done'")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void messageThatCouldNotWait_isWrittenAgainWithTheTicket(Database database) {
        Node node = new Node(database.empty());
        QueuePlan.Step held =
                new QueuePlan.Step("slack", Operation.POST_MESSAGE, Operation.CREATE_ISSUE, Duration.ZERO, false);
        node.plan(REF, TICKET, held);
        node.succeed("slack");

        node.succeed("jira");

        assertThat(node.count("operation = 'link'")).isEqualTo(1);
        assertThat(node.claimOne("slack").operation()).isEqualTo(Operation.UPDATE_MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageBeforeItsTicket_isLinkedWhenTheTicketCame(Database database) {
        Node node = new Node(database.empty());
        node.planPaging(REF, TICKET, PAGE);
        node.change("due_at = current_timestamp", node.column("id", Operation.TRIGGER));
        node.succeed("pagerduty");
        assertThat(node.count("operation = 'link'")).isZero();

        node.succeed("jira");

        assertThat(node.claimOne("jira").payload()).containsEntry("target", "pagerduty");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void source_isToldOnceForTicketAndMessageAndAgainForThePage(Database database) {
        Node node = new Node(database.empty());
        node.planPaging(REF, TICKET, MESSAGE, PAGE, WRITE_BACK);
        node.succeed("jira");
        node.succeed("slack");
        node.succeed("writeback");
        assertThat(node.claim("writeback")).isEmpty();

        node.succeed("pagerduty");

        assertThat(node.claimOne("writeback").sequence()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void caseOfASourceWithoutWriteBack_writesNothingBack(Database database) {
        Node node = new Node(database.empty());
        node.plan(REF, TICKET, MESSAGE);

        node.succeed("jira");
        node.succeed("slack");

        assertThat(node.count("destination = 'writeback'")).isZero();
    }

    /** Telling the case locks its row, as the route does between settling and following on. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void ticketAndPageThatEndTogether_areLinkedOnce(Database database) throws Exception {
        Node node = new Node(database.empty());
        database.client()
                .sql(
                        "insert into rule_set (hash, content, published_by, approved_by, reason) values ('r', '', '', '', '')")
                .update();
        QueuePlan.Step page = new QueuePlan.Step("pagerduty", Operation.TRIGGER, "", null, true);
        for (int round = 0; round < 20; round++) {
            node.planPaging("C%03d-0000".formatted(round), TICKET, page);
            node.accept(node.claimOne("jira"), Node.OK);
            node.accept(node.claimOne("pagerduty"), Node.OK);
            List<Settlement> both = node.settlements.take();

            together(2, number -> database.transactions().execute(status -> {
                var settled = node.queue.settle(List.of(both.get(number)));
                database.client()
                        .sql("update rule_set set reason = reason where hash = 'r'")
                        .update();
                node.planner.followOn(settled);
                return List.of();
            }));
            node.succeed("jira");
        }

        assertThat(node.count("operation = 'link'")).isEqualTo(20);
    }
}
