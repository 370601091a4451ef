package io.patchbay.dispatch;

import io.patchbay.platform.DatabaseClock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds and deletes what is old. */
@Component
class DispatchRetentionStore {
    static final String OLD_ATTEMPTS = "select a.dispatch_id, a.number from dispatch_attempt a"
            + " join dispatch d on d.id = a.dispatch_id where a.finished_at < ?"
            + " and d.state in ('done', 'dead', 'cancelled') order by a.finished_at limit ?";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    DispatchRetentionStore(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** In two steps: H2 runs a subquery of two columns again for every row of the table. */
    int deleteAttempts(Duration age, int most) {
        OffsetDateTime before = new DatabaseClock(template).now().minus(age);
        List<Object[]> old =
                template.query(OLD_ATTEMPTS, (row, i) -> new Object[] {row.getString(1), row.getInt(2)}, before, most);
        return old.isEmpty()
                ? 0
                : IntStream.of(template.batchUpdate(
                                "delete from dispatch_attempt where dispatch_id = ? and number = ?", old))
                        .sum();
    }

    /** Which of the cases have a dispatch that has not ended. */
    List<String> unfinished(List<String> caseRefs) {
        return jdbc.sql("select distinct case_ref from dispatch where case_ref in (:refs)"
                        + " and state not in ('done', 'dead', 'cancelled')")
                .param("refs", caseRefs)
                .query(String.class)
                .list();
    }

    void delete(List<String> caseRefs) {
        jdbc.sql("delete from dispatch_attempt where dispatch_id in"
                        + " (select id from dispatch where case_ref in (:refs))")
                .param("refs", caseRefs)
                .update();
        jdbc.sql("delete from double_check where dispatch_id in (select id from dispatch where case_ref in (:refs))")
                .param("refs", caseRefs)
                .update();
        jdbc.sql("delete from dispatch where case_ref in (:refs)")
                .param("refs", caseRefs)
                .update();
    }
}
