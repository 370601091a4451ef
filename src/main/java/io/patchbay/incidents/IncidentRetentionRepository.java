package io.patchbay.incidents;

import io.patchbay.platform.DatabaseClock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds and deletes old incidents and signals. Writing methods run inside the caller's transaction. */
@Repository
class IncidentRetentionRepository {
    /** Those that stay because of a dispatch that has not ended are passed by: they must not keep the others. */
    private static final String OLD = "select ref from incident i where state = ? and opened_at < ?"
            + " and not exists (select 1 from dispatch d where d.case_ref = i.ref"
            + " and d.state not in ('done', 'dead', 'cancelled')) order by state, opened_at, id limit 1";

    private static final List<String> PARTS =
            List.of("incident_update", "incident_case", "incident_message", "incident_entry");
    private static final List<String> SIGNALS = List.of(
            "delete from failure_case where (signature, case_ref) in"
                    + " (select signature, case_ref from failure_case where at < ? order by at limit ?)",
            "delete from failure_report where (signature, account_id) in"
                    + " (select signature, account_id from failure_report where last_at < ? order by last_at limit ?)",
            "delete from failure where signature in"
                    + " (select signature from failure where last_at < ? order by last_at limit ?)",
            "delete from monitor where id in"
                    + " (select id from monitor where firing = false and at < ? order by firing, at limit ?)");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    IncidentRetentionRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    List<String> take(Duration age) {
        OffsetDateTime before = before(age);
        return List.of("resolved", "dismissed").stream()
                .flatMap(state -> jdbc.sql(OLD).params(state, before).query(String.class).list().stream())
                .toList();
    }

    void purge(List<String> refs) {
        for (String ref : refs) {
            for (String part : PARTS) {
                jdbc.sql("delete from " + part + " where incident_id = (select id from incident where ref = ?)")
                        .param(ref)
                        .update();
            }
            jdbc.sql("delete from incident where ref = ?").param(ref).update();
        }
    }

    int purgeSignals(Duration age, int most) {
        OffsetDateTime before = before(age);
        return SIGNALS.stream()
                .mapToInt(sql -> template.update(sql, before, most))
                .sum();
    }

    private OffsetDateTime before(Duration age) {
        return new DatabaseClock(template).now().minus(age);
    }
}
