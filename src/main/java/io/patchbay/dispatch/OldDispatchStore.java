package io.patchbay.dispatch;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds and deletes what is old. */
@Component
class OldDispatchStore {
    static final String DELETE_ATTEMPTS =
            "delete from dispatch_attempt where (dispatch_id, number) in (select a.dispatch_id, a.number"
                    + " from dispatch_attempt a join dispatch d on d.id = a.dispatch_id where a.finished_at < ?"
                    + " and d.state in ('done', 'dead', 'cancelled') order by a.finished_at limit ?)";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    OldDispatchStore(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    int deleteAttempts(Duration age, int most) {
        OffsetDateTime before = template.queryForObject("select current_timestamp", OffsetDateTime.class)
                .minus(age);
        return template.update(DELETE_ATTEMPTS, before, most);
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
