package io.patchbay.attention;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.patchbay.directory.DirectoryFiles;
import io.patchbay.storage.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** One node's attention on a database, with the shipped directory on a day on which noor of privacy is away. */
final class AttentionRig {
    private static final Instant WHILE_NOOR_IS_AWAY = Instant.parse("2026-12-28T12:00:00Z");

    final Attention attention;
    final AttentionNotices notices;
    final AttentionWatch watch;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final JdbcTemplate rows;

    AttentionRig(Database database) {
        Clock clock = Clock.fixed(WHILE_NOOR_IS_AWAY, ZoneOffset.UTC);
        DirectoryFiles files = DirectoryFiles.load(Path.of("connectors-config"), clock);
        rows = database.template();
        AttentionQueries queries = new AttentionQueries(rows);
        AttentionOwners owners = new AttentionOwners(files.queues(), files.staff(), clock);
        attention = new Attention(queries, owners);
        watch = new AttentionWatch(queries, owners, meters);
        notices = new AttentionNotices(
                queries,
                new AttentionNoticeStore(rows),
                owners,
                new AttentionWebhook("https://hooks.slack.com/services/T0/B0/x"),
                files.queues(),
                new DataSourceTransactionManager(database.dataSource()));
    }

    /** A case that was opened two hours ago. */
    void openCase(String ref, String queue, String owner, String why) {
        rows.update(
                "insert into support_case (ref, source, call_id, queue, owner_id, status, restricted, severity_level,"
                        + " severity_by, severity_pages, decision_id, brief, calls, page_status, page_reason, opened_at)"
                        + " values (?, 'generic', ?, ?, ?, 'open', ?, 0, '', false, ?, ?, 1, 'not_paged', '',"
                        + " current_timestamp - interval '2' hour)",
                ref,
                ref,
                queue,
                owner,
                queue.equals("security"),
                ref,
                "{\"owner\": {\"why\": \"" + why + "\"}}");
    }

    /** A dispatch that was planned three hours ago, and has stood in that state for an hour. */
    void dispatch(String id, String ref, String state) {
        rows.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at,"
                        + " planned_at, sent_at, settled_at, reason) values (?, ?, 'jira', 'create_issue', (select count(*) from dispatch), ?, '{}', ?,"
                        + " current_timestamp, current_timestamp - interval '3' hour,"
                        + " current_timestamp - interval '1' hour, null, 'HTTP 400')",
                id,
                ref,
                id,
                state);
    }

    /** An event that was due an hour ago. */
    void event(String id, String state) {
        rows.update(
                "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state,"
                        + " due_at, reason) values (?, 'vapi', ?, '', '', '', '{}', ?, ?,"
                        + " current_timestamp - interval '1' hour, 'no call id')",
                id,
                id,
                new byte[0],
                state);
    }

    /** An incident in that state that has told one message. */
    void incident(String id, String state) {
        rows.update(
                "insert into incident (id, ref, title, state, stage, stage_by, origin, areas, regions, published,"
                        + " post_mortem) values (?, ?, 'title', ?, 'investigating', '', 'signal:accounts', '[]', '[]', 1, '')",
                id,
                id.toUpperCase(java.util.Locale.ROOT),
                state);
    }

    /** What became of the incident's message for a case that it affects. */
    void update(String incident, String ref, String state) {
        rows.update(
                "insert into incident_case (incident_id, case_ref, account_id, region) values (?, ?, 'a', 'eu')",
                incident,
                ref);
        rows.update(
                "insert into incident_update (incident_id, version, case_ref, state, reason, due_since)"
                        + " values (?, 1, ?, ?, 'no channel', current_timestamp - interval '1' hour)",
                incident,
                ref,
                state);
    }

    /** Has the next turn begin now. */
    void nextTurn() {
        rows.update("update attention_turn set next_at = current_timestamp - interval '1' second");
    }
}
