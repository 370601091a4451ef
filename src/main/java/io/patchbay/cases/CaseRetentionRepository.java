package io.patchbay.cases;

import io.patchbay.platform.DatabaseClock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds and deletes old cases, in the caller's transaction. */
@Repository
class CaseRetentionRepository {
    /** Cases that stay because of a dispatch that has not ended are passed by, however many: they must not keep the others. */
    static final String OLD = "select ref from support_case c where terminal = true and opened_at < ?"
            + " and not exists (select 1 from timeline_entry t where t.case_ref = c.ref and t.at >= ?)"
            + " and not exists (select 1 from dispatch d where d.case_ref = c.ref"
            + " and d.state not in ('done', 'dead', 'cancelled'))"
            + " order by terminal, opened_at limit ?";

    private static final List<String> DELETES = List.of(
            "delete from call_record where case_ref in (:refs)",
            "delete from case_receipt where case_ref in (:refs)",
            "delete from decision where case_ref in (:refs)",
            "delete from timeline_entry where case_ref in (:refs)",
            "delete from case_mark where case_ref in (:refs)",
            "delete from case_fact where case_ref in (:refs)",
            "delete from case_source where case_ref in (:refs)",
            "delete from drift where case_ref in (:refs)",
            "delete from support_case where ref in (:refs)");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    CaseRetentionRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    List<String> take(Duration age, int most) {
        OffsetDateTime before = new DatabaseClock(template).now().minus(age);
        List<String> old =
                jdbc.sql(OLD).params(before, before, most).query(String.class).list();
        if (old.isEmpty()) {
            return old;
        }
        return jdbc.sql("select ref from support_case where ref in (:refs) and terminal = true order by ref for update")
                .param("refs", old)
                .query(String.class)
                .list();
    }

    void delete(List<String> refs) {
        DELETES.forEach(sql -> jdbc.sql(sql).param("refs", refs).update());
    }
}
