package io.patchbay.storage;

import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import io.patchbay.event.Person;
import io.patchbay.event.Phase;
import io.patchbay.event.Severity;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.Json;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** A hub's PostgreSQL tables with 100,000 rows in each, as a company has them after a long time. */
final class FullTables {
    private static final int ROWS = 100_000;
    static final List<String> TABLES = List.of(
            "event",
            "call_record",
            "support_case",
            "decision",
            "case_receipt",
            "timeline_entry",
            "dispatch",
            "dispatch_attempt",
            "drift",
            "double_check",
            "case_mark",
            "case_fact",
            "case_source",
            "incident",
            "incident_case",
            "incident_update",
            "incident_message",
            "incident_entry",
            "failure",
            "failure_report",
            "failure_case",
            "monitor",
            "attention_notice");

    private static final String REPORT = CallReportJson.write(new CallReport(
            "generic", "call-7", new TreeSet<>(List.of(Phase.ANALYZED)), new EnumMap<>(CallField.class)));

    private FullTables() {}

    /** What a tool tells of the object, in words that rows name as well. */
    static Feedback fact(String source, String kind, String object) {
        return new Feedback(
                source,
                kind,
                object,
                "",
                List.of(),
                "",
                Instant.parse("2026-11-21T09:00:00Z"),
                "",
                kind.startsWith("outage") ? "identified" : "In Progress",
                "indeterminate",
                "",
                Map.of("name", "Search is slow", "parts", "area-7", "label.service", "area-7"));
    }

    /** Fills them all and lets PostgreSQL count what it has. */
    static void fill(JdbcTemplate filler) {
        List.of(
                        "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state,"
                                + " due_at, received_at) select 'evt_' || n, 'generic', 'key-' || n, '', '', '', '{}', '',"
                                + " (array['done', 'done', 'done', 'done', 'ignored', 'received', 'quarantined'])[1 + n % 7],"
                                + " timestamp '2999-01-01', now() - n % 29 * interval '1 day'",
                        "insert into call_record (source, call_id, state, report, decide_at, case_ref) select 'generic',"
                                + " 'call-' || n, case when n % 50 = 0 then 'gathering' else 'decided' end, '" + REPORT
                                + "',"
                                + " case when n % 50 = 0 then timestamp '2999-01-01' end, 'C' || n",
                        "insert into case_receipt (case_ref, destination, status, provider_id) select 'C' || n, 'jira', 'succeeded',"
                                + " n::varchar",
                        "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level,"
                                + " content) select 'dec_' || n, 'C' || n, 'generic', 'call-' || n, 'support', 'r', 'h', 0, 'null'",
                        "insert into case_mark (case_ref, kind, topic, queue, at) select 'C' || n, 'review', 'r', 'support',"
                                + " now() - n * interval '1 minute'",
                        "insert into timeline_entry (case_ref, kind, actor, detail) select 'C' || n, 'case.opened',"
                                + " 'hub', '{}'",
                        "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state,"
                                + " due_at, planned_at, first_sent_at, sent_at) select 'dsp_' || n, 'C' || n,"
                                + " (array['jira', 'slack', 'pagerduty', 'writeback'])[1 + n % 4], 'op', 1, 'pb-' || n, '{}',"
                                + " (array['done', 'done', 'done', 'dead', 'ready', 'unknown', 'waiting'])[1 + n % 7],"
                                + " timestamp '2999-01-01', now() - n * interval '1 second', now(), now()",
                        "insert into dispatch_attempt (dispatch_id, number, started_at, outcome, http_status, reason)"
                                + " select 'dsp_' || n, 1, now(), 'succeeded', 200, ''",
                        "insert into drift (id, case_ref, tool, state, facts, found_at) select 'drf_' || n, 'C' || n, 'jira',"
                                + " (array['open', 'gone', 'gone'])[1 + n % 3], '[]', now() - n * interval '1 second'",
                        "insert into case_fact (case_ref, fact, object, at, counts, content) select 'C' || n, 'fact', 'ticket:obj-' || n,"
                                + " now(), true, '" + Json.write(fact("jira", "ticket.transitioned", "obj-7")) + "'",
                        "insert into case_source (case_ref, source, call_id) select 'C' || n, 'generic', 'call-' || n",
                        "insert into incident (id, ref, title, state, stage, stage_by, origin, open_key, areas, regions, post_mortem, timeline_seq)"
                                + " select 'inc_' || n, 'I' || n, 't', (array['open', 'resolved', 'resolved', 'dismissed'])[1 + n % 4],"
                                + " 'investigating', 'signal:', 'signal:', 'outage:' || n, '[\"area\"]', '[]', '', 1",
                        "insert into incident_case (incident_id, case_ref, account_id, region, tie) select 'inc_' || n / 5, 'C' || n,"
                                + " 'acct-' || n % 500, 'eu', 'told'",
                        "insert into incident_update (incident_id, version, case_ref, state, reason, channel, source, dispatch_id, told_at)"
                                + " select 'inc_' || n / 5, 1, 'C' || n, 'sent', '', 'source', 'generic', 'dsp_' || n, now()",
                        "insert into incident_message (incident_id, version, stage, text, author) select 'inc_' || n, 1,"
                                + " 'identified', 'text', 'hana'",
                        "insert into incident_entry (incident_id, seq, kind, actor, detail) select 'inc_' || n, 1, 'k', 'hub', '{}'",
                        "insert into failure (signature, label, page_case) select 'sig-' || n, 'label', 'C' || n",
                        "insert into failure_report (signature, account_id) select 'sig-' || n % 5000, 'acct-' || n",
                        "insert into failure_case (signature, case_ref, account_id, region) select 'sig-' || n % 5000, 'C' || n,"
                                + " 'acct-1', 'eu'",
                        "insert into monitor (id, source, name, area, firing, at, sort) select 'monitor:' || n || ':area-7', 's', 'n',"
                                + " 'area-' || n % 5000, n % 10 = 0, now() - n % 29 * interval '1 day', ''",
                        "insert into attention_notice (kind, item, since, told_at) select 'dispatch_dead', 'dsp_' || n,"
                                + " now(), now()",
                        "insert into double_check (dispatch_id, round, due_at) select 'dsp_' || n, 1, timestamp '2999-01-01'")
                .forEach(insert -> filler.update(insert + " from generate_series(1, " + ROWS + ") n"));
        filler.update(
                "insert into support_case (ref, source, call_id, account_id, queue, owner_id, status, terminal,"
                        + " restricted, severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                        + " page_status, page_reason, opened_at, ended_at, checked_at) select 'C' || n,"
                        + " 'generic', 'call-' || n, 'acct-' || n % 500, (array['support', 'billing', 'review'])[1 + n % 3],"
                        + " case when n % 50 = 7 then 'owner-7' else 'hana' end, (array['open', 'open', 'closed'])[1 + n % 3], n % 3 = 2, false, 0, '',"
                        + " false, 'dec_' || n, replace(?, '@@', 'C' || n), 1, 'not_paged', '',"
                        + " now() - n * interval '1 minute', case when n % 3 = 2 then now() - n * interval '1 minute' end,"
                        + " now() - interval '1 hour' from generate_series(1, " + ROWS + ") n",
                Json.write(brief()));
        TABLES.forEach(table -> filler.execute("analyze " + table));
    }

    private static CaseBrief brief() {
        CaseBrief.Matter matter = new CaseBrief.Matter(
                "", "", "", "none", "", "", "", "", "", "", "", "", "", "", "", 0, "", "", "", "", "", false, true,
                "line");
        return new CaseBrief(
                "@@",
                "generic",
                "call",
                "support",
                false,
                "open",
                false,
                new Person("sam", "Sam", "", "", "owner"),
                Severity.UNCONFIRMED,
                matter,
                "rule",
                List.of(),
                List.of(),
                1,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                List.of());
    }
}
