package io.patchbay.faults;

import static io.patchbay.faults.Promise.CALL_HAS_A_CASE;
import static io.patchbay.faults.Promise.CALL_HAS_ONE_CASE;
import static io.patchbay.faults.Promise.CASE_IS_WHOLE;
import static io.patchbay.faults.Promise.DISPATCH_IS_SETTLED;
import static io.patchbay.faults.Promise.EVENT_IS_DECIDED;
import static io.patchbay.faults.Promise.NO_LEASE_OVERDUE;
import static io.patchbay.faults.Promise.NO_ORPHAN;
import static io.patchbay.faults.Promise.NO_UNCONFIRMED_PAGE;
import static io.patchbay.faults.Promise.ONE_PAGE;
import static io.patchbay.faults.Promise.ONE_THREAD;
import static io.patchbay.faults.Promise.ONE_TICKET;
import static io.patchbay.faults.Promise.ONE_UPDATE;
import static io.patchbay.faults.Promise.TIMELINE_WITHOUT_GAP;

import io.patchbay.faults.Promise.Breach;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The promises that the tables alone can show broken: each query finds the rows that break one. */
final class TableChecks {
    private record Check(Promise promise, String rows) {}

    private static final List<Check> CHECKS = List.of(
            new Check(
                    EVENT_IS_DECIDED,
                    "select id, state, due_at, receives from event where state not in " + Rows.DECIDED),
            new Check(
                    NO_LEASE_OVERDUE,
                    "select id, state, lease_until from event where token is not null and lease_until < current_timestamp"
                            + " and state not in " + Rows.DECIDED),
            new Check(
                    NO_LEASE_OVERDUE,
                    "select id, state, lease_until from dispatch where token is not null"
                            + " and lease_until < current_timestamp and state not in " + Rows.FINISHED),
            new Check(
                    CALL_HAS_A_CASE,
                    "select source, call_id, state, decide_at from call_record"
                            + " where case_ref is null and decide_at < current_timestamp"),
            new Check(
                    CALL_HAS_ONE_CASE,
                    "select source, call_id, count(distinct case_ref) as cases from event where case_ref is not null"
                            + " and call_id <> '' group by source, call_id having count(distinct case_ref) > 1"),
            new Check(
                    CALL_HAS_ONE_CASE,
                    "select source, call_id, count(*) as cases from support_case group by source, call_id"
                            + " having count(*) > 1"),
            new Check(
                    CASE_IS_WHOLE,
                    "select c.ref, c.decision_id from support_case c where not exists"
                            + " (select 1 from decision d where d.id = c.decision_id)"),
            new Check(
                    CASE_IS_WHOLE,
                    "select c.ref, c.queue from support_case c where not exists"
                            + " (select 1 from dispatch d where d.case_ref = c.ref)"),
            new Check(DISPATCH_IS_SETTLED, Rows.STUCK_DISPATCHES),
            new Check(
                    TIMELINE_WITHOUT_GAP,
                    "select c.ref from support_case c where (select count(*) from timeline_entry t"
                            + " where t.case_ref = c.ref and t.kind = 'case.opened') <> 1"
                            + " or not exists (select 1 from timeline_entry t where t.case_ref = c.ref"
                            + " and t.kind = 'decision.made')"),
            new Check(
                    TIMELINE_WITHOUT_GAP,
                    "select d.id, d.case_ref from dispatch d join support_case c on c.ref = d.case_ref"
                            + " where d.state = 'done' and not exists (select 1 from timeline_entry t"
                            + " where t.case_ref = d.case_ref and t.detail like '%\"' || d.id || '\"%')"),
            orphan("call_record r", "r.call_id", "r.case_ref is not null", "support_case c where c.ref = r.case_ref"),
            orphan("event r", "r.id", "r.case_ref is not null", "support_case c where c.ref = r.case_ref"),
            orphan(
                    "dispatch r",
                    "r.id",
                    "not exists (select 1 from incident i where i.ref = r.case_ref)",
                    "support_case c where c.ref = r.case_ref"),
            orphan("timeline_entry r", "r.case_ref", "1 = 1", "support_case c where c.ref = r.case_ref"),
            orphan(
                    "dispatch_attempt r",
                    "r.dispatch_id",
                    "1 = 1",
                    "dispatch d where d.id = r.dispatch_id and r.number <= d.attempts"),
            new Check(
                    ONE_TICKET,
                    "select case_ref, count(*) as tickets from dispatch where operation = 'create_issue'"
                            + " and state <> 'cancelled' group by case_ref having count(*) > 1"),
            new Check(
                    ONE_PAGE,
                    "select case_ref, count(*) as pages from dispatch where operation = 'trigger'"
                            + " and state <> 'cancelled' group by case_ref having count(*) > 1"),
            new Check(
                    ONE_THREAD,
                    "select case_ref, count(*) as messages from dispatch where operation = 'post_message'"
                            + " and state <> 'cancelled' group by case_ref having count(*) > 1"),
            new Check(
                    ONE_UPDATE,
                    "select u.dispatch_id, count(*) as updates from incident_update u where u.dispatch_id is not null"
                            + " group by u.dispatch_id having count(*) > 1"),
            new Check(
                    ONE_UPDATE,
                    "select u.incident_id, u.version, u.case_ref, u.state from incident_update u where u.state = 'planned'"
                            + " and not exists (select 1 from dispatch d where d.id = u.dispatch_id"
                            + " and d.state not in ('done', 'dead', 'cancelled'))"),
            new Check(
                    NO_UNCONFIRMED_PAGE,
                    "select d.id, d.state, c.ref, c.severity_level from dispatch d join support_case c on c.ref = d.case_ref"
                            + " where d.operation = 'trigger' and d.state <> 'cancelled'"
                            + " and (c.severity_level = 0 or not c.severity_pages)"));

    private TableChecks() {}

    private static Check orphan(String table, String id, String condition, String parent) {
        return new Check(
                NO_ORPHAN,
                "select '" + table + "' as orphan, " + id + " as id from " + table + " where " + condition
                        + " and not exists (select 1 from " + parent + ")");
    }

    static List<Breach> breaches(JdbcTemplate database) {
        List<Breach> breaches = new ArrayList<>();
        for (Check check : CHECKS) {
            database.queryForList(check.rows).forEach(row -> breaches.add(new Breach(check.promise, row.toString())));
        }
        return breaches;
    }
}
