package io.patchbay.insights;

import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.QueueCondition;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what is measured. Every question goes by an index and reads a bounded number of rows. */
@Repository
class InsightStore {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    InsightStore(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    record Counted(String kind, String topic, String queue, long cases) {}

    OffsetDateTime before(Duration ago) {
        return new DatabaseClock(template).now().minus(ago);
    }

    /** The marks since then of cases that were and are in visible queues, the newest so many. */
    List<Counted> marks(OffsetDateTime since, int most, VisibleQueues visible) {
        QueueCondition then = QueueCondition.on("queue", visible);
        QueueCondition now = QueueCondition.onCase("case_mark.case_ref", visible);
        return jdbc.sql(
                        "select kind, topic, queue, count(*) from (select kind, topic, queue from case_mark where at >= ? and "
                                + then.sql() + " and " + now.sql()
                                + " order by at desc fetch first ? rows only) recent group by kind, topic, queue"
                                + " order by kind, topic, queue")
                .params(now.between(then.between(List.of(since)), most))
                .query((row, number) ->
                        new Counted(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list();
    }

    /** How many cases were decided since then that were and are in visible queues; of the newest so many decisions. */
    long decided(OffsetDateTime since, int most, VisibleQueues visible) {
        QueueCondition then = QueueCondition.on("d.queue", visible);
        QueueCondition now = QueueCondition.onCase("d.case_ref", visible);
        return jdbc.sql(
                        "select count(distinct recent.case_ref) from (select d.case_ref from decision d where d.decided_at >= ?"
                                + " and " + then.sql() + " and " + now.sql()
                                + " order by d.decided_at desc fetch first ? rows only) recent")
                .params(now.between(then.between(List.of(since)), most))
                .query(Long.class)
                .single();
    }

    /** How many such cases have one of two review reasons; of the newest so many marks. */
    long reviewed(OffsetDateTime since, String reason, String other, int most, VisibleQueues visible) {
        QueueCondition then = QueueCondition.on("queue", visible);
        QueueCondition now = QueueCondition.onCase("case_mark.case_ref", visible);
        return jdbc.sql("select count(distinct recent.case_ref) from (select case_ref from case_mark where at >= ?"
                        + " and kind = 'review' and topic in (?, ?) and " + then.sql() + " and " + now.sql()
                        + " order by at desc fetch first ? rows only) recent")
                .params(now.between(then.between(List.of(since, reason, other)), most))
                .query(Long.class)
                .single();
    }
}
