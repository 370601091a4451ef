package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.PAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.platform.Ids;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class QueueWatchTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageThatIsNotDeliveredInTime_isToldToTheFallbackOnce_whicheverNodeSeesIt(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C000-LATE", PAGE);
        node.planPaging("C000-DONE", PAGE);
        node.planPaging("C000-SOON", PAGE);
        change(node, "state = 'done'", "C000-DONE");
        change(node, "planned_at = planned_at - interval '6' minute", "C000-LATE");
        change(node, "planned_at = planned_at - interval '6' minute", "C000-DONE");

        assertThat(watch(node).tellOfLatePages()).isEqualTo(1);
        assertThat(watch(new Node(database)).tellOfLatePages()).isZero();

        assertThat(node.count("operation = 'tell_fallback' and case_ref = 'C000-LATE' and state = 'ready'"
                        + " and awaits is null and due_at <= current_timestamp"))
                .isEqualTo(1);
        assertThat(node.count("operation = 'tell_fallback'")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void pageThatPagerDutyRefusedForGood_isToldToTheFallbackToo(Database database) {
        Node node = new Node(database.empty());
        node.planPaging("C000-DEAD", PAGE);
        change(node, "state = 'dead', planned_at = planned_at - interval '6' minute", "C000-DEAD");

        assertThat(watch(node).tellOfLatePages()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void strandedRow_isSeen_andTheAgeOfTheOldestDueIsMeasured(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-GOOD", TICKET);
        QueueWatch watch = watch(node);
        watch.look();
        assertThat(gauge("patchbay.dispatch.stuck")).isZero();

        change(node, "due_at = due_at - interval '3' minute", "C000-GOOD");
        watch.look();
        assertThat(gauge("patchbay.dispatch.stuck")).isEqualTo(1);
        assertThat(meters.get("patchbay.dispatch.oldest.due")
                        .tag("destination", "jira")
                        .gauge()
                        .value())
                .isBetween(180.0, 240.0);

        node.plan("C000-LOST", TICKET);
        change(
                node,
                "state = 'sending', lease_until = current_timestamp - interval '3' minute, token = 'gone'",
                "C000-LOST");
        watch.look();
        assertThat(gauge("patchbay.dispatch.stuck")).isEqualTo(2);

        change(node, "state = 'done', settled_at = current_timestamp - interval '3' minute", "C000-GOOD");
        change(
                node,
                "state = 'waiting', planned_at = planned_at - interval '3' minute, lease_until = null,"
                        + " awaits = (select id from dispatch where case_ref = 'C000-GOOD')",
                "C000-LOST");
        watch.look();
        assertThat(gauge("patchbay.dispatch.stuck")).as("released by nobody").isEqualTo(1);
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private static void change(Node node, String set, String caseRef) {
        node.database
                .client()
                .sql("update dispatch set " + set + " where case_ref = ? and operation <> 'tell_fallback'")
                .param(caseRef)
                .update();
    }

    private QueueWatch watch(Node node) {
        JdbcTemplate jdbc = new JdbcTemplate(node.database.dataSource());
        return new QueueWatch(
                new WatchStore(jdbc),
                new PlanStore(jdbc),
                node.gates,
                new Ids(Clock.systemUTC()),
                node.workSignal,
                new DataSourceTransactionManager(node.database.dataSource()),
                meters,
                Duration.ofMinutes(5));
    }
}
