package io.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.cases.Calls;
import io.patchbay.cases.CaseFilter;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.OldCases;
import io.patchbay.cases.SilentCalls;
import io.patchbay.dispatch.DispatchDesk;
import io.patchbay.dispatch.DispatchQueue;
import io.patchbay.dispatch.Doubles;
import io.patchbay.dispatch.OldDispatches;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.Severity;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.OldEvents;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.RunningHub;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * No poll and no list reads a table from end to end, on PostgreSQL with 100,000 rows in each. Asked of PostgreSQL's own
 * count of sequential scans in the transaction, so that it is the hub's very statements that are judged.
 */
class IndexTest {
    private static final int ROWS = 100_000;
    private static final List<String> TABLES = List.of(
            "event",
            "call_record",
            "call_phase",
            "support_case",
            "decision",
            "timeline_entry",
            "dispatch",
            "dispatch_attempt",
            "double_check");

    private static RunningHub hub;
    private static JdbcTemplate database;
    private static TransactionTemplate transactions;

    @BeforeAll
    static void fullTables() {
        String nowhere = "http://127.0.0.1:9";
        Map<String, String> settings = new HashMap<>();
        String url = Database.newPostgresUrl();
        settings.put("spring.datasource.url", url);
        settings.put("server.port", "0");
        settings.put("JIRA_BASE_URL", nowhere);
        settings.put("JIRA_EMAIL", "hub@example.com");
        settings.put("JIRA_API_TOKEN", "jira-token");
        settings.put("SLACK_BASE_URL", nowhere + "/api");
        settings.put("SLACK_BOT_TOKEN", "slack-token");
        settings.put("PAGERDUTY_API_TOKEN", "pagerduty-token");
        settings.put("PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef");
        hub = RunningHub.start(settings);
        database = hub.bean(JdbcTemplate.class);
        transactions = new TransactionTemplate(hub.bean(PlatformTransactionManager.class));
        // Without the hub's time-outs, which so many rows at once would meet.
        fill(new JdbcTemplate(new DriverManagerDataSource(url)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                ask("the inbox's claim", hub -> hub.bean(Inbox.class).claim()),
                ask("events in a state", hub -> hub.bean(Inbox.class).events("quarantined")),
                ask("one event", hub -> hub.bean(Inbox.class).event("evt_7")),
                ask("old events", hub -> hub.bean(OldEvents.class).forget()),
                ask("calls that are due", hub -> hub.bean(Calls.class).claimDue()),
                ask("calls that are silent", hub -> hub.bean(SilentCalls.class)
                        .next(Map.of("retell", Duration.ofMinutes(30)))),
                ask("the first cases", hub -> cases(hub, new CaseFilter("", "", "", "", ""))),
                ask("cases of a queue", hub -> cases(hub, new CaseFilter("billing", "", "", "", ""))),
                ask("cases of a queue by status", hub -> cases(hub, new CaseFilter("billing", "open", "", "", ""))),
                ask("cases by status", hub -> cases(hub, new CaseFilter("", "closed", "", "", ""))),
                ask("cases of an account", hub -> cases(hub, new CaseFilter("", "", "acct-7", "", ""))),
                ask("cases of an owner", hub -> cases(hub, new CaseFilter("", "", "", "owner-7", ""))),
                ask("cases of a call", hub -> cases(hub, new CaseFilter("", "", "", "", "call-7"))),
                ask("a case with all of it", hub -> {
                    CaseQueries queries = hub.bean(CaseQueries.class);
                    queries.find("C7");
                    queries.decision("C7");
                    queries.calls("C7");
                    queries.timeline("C7");
                    hub.bean(DispatchDesk.class).ofCase("C7");
                }),
                ask("old cases", hub -> {
                    List<String> refs = hub.bean(OldCases.class).take();
                    hub.bean(OldCases.class)
                            .forget(hub.bean(OldDispatches.class).forget(List.of("C7", "C8")));
                    hub.bean(OldCases.class).forget(refs);
                }),
                ask("old attempts", hub -> hub.bean(OldDispatches.class).forgetAttempts()),
                ask("unknown dispatches", hub -> hub.bean(DispatchDesk.class).inState("unknown", "", 50)),
                ask("more dead dispatches", hub -> hub.bean(DispatchDesk.class).inState("dead", "dsp_7", 50)),
                ask("one dispatch", hub -> hub.bean(DispatchDesk.class).find("dsp_7")),
                ask("a claim", hub -> hub.bean(DispatchQueue.class).claim("jira")),
                ask("a claim of look-ups", hub -> hub.bean(DispatchQueue.class).claimLookUps("jira")),
                ask("expired leases", hub -> hub.bean(DispatchQueue.class).sweep()),
                ask("doubles that are due", hub -> hub.bean(Doubles.class).claim()));
    }

    private static Arguments ask(String what, Consumer<RunningHub> question) {
        return Arguments.of(what, question);
    }

    private static void cases(RunningHub hub, CaseFilter filter) {
        String next = hub.bean(CaseQueries.class).list(filter, "", 20).next();
        if (next != null) {
            hub.bean(CaseQueries.class).list(filter, next, 20);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("questions")
    void question_readsNoTableFromEndToEnd(String what, Consumer<RunningHub> question) {
        assertThat(scanned(question)).isEmpty();
    }

    @Test
    void count_seesATableReadFromEndToEnd() {
        assertThat(scanned(hub -> database.queryForList("select id from event where reason = 'nobody asks'")))
                .contains("event");
    }

    /** The count goes on over transactions until PostgreSQL hands it in, so that only what is added counts. */
    private static List<String> scanned(Consumer<RunningHub> question) {
        return transactions.execute(status -> {
            status.setRollbackOnly();
            Map<String, Long> before = scans();
            question.accept(hub);
            Map<String, Long> after = scans();
            return TABLES.stream()
                    .filter(table -> after.getOrDefault(table, 0L) > before.getOrDefault(table, 0L))
                    .toList();
        });
    }

    private static Map<String, Long> scans() {
        Map<String, Long> scans = new HashMap<>();
        database.query("select relname::text, seq_scan from pg_stat_xact_user_tables", row -> {
            scans.put(row.getString(1), row.getLong(2));
        });
        return scans;
    }

    private static void fill(JdbcTemplate filler) {
        List.of(
                        "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state,"
                                + " due_at, received_at) select 'evt_' || n, 'generic', 'key-' || n, '', '', '', '{}', '',"
                                + " (array['done', 'done', 'done', 'done', 'ignored', 'received', 'quarantined'])[1 + n % 7],"
                                + " timestamp '2999-01-01', now() - n % 29 * interval '1 day'",
                        "insert into call_record (source, call_id, state, report, decide_at, case_ref) select 'generic',"
                                + " 'call-' || n, case when n % 50 = 0 then 'gathering' else 'decided' end, '" + REPORT
                                + "',"
                                + " case when n % 50 = 0 then timestamp '2999-01-01' end, 'C' || n",
                        "insert into call_phase (source, call_id, phase_key, event_id) select 'generic', 'call-' || n,"
                                + " 'call.ended', 'evt_' || n",
                        "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level,"
                                + " content) select 'dec_' || n, 'C' || n, 'generic', 'call-' || n, 'support', 'r', 'h', 0, 'null'",
                        "insert into timeline_entry (case_ref, seq, kind, actor, detail) select 'C' || n, 1, 'case.opened',"
                                + " 'hub', '{}'",
                        "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state,"
                                + " due_at, planned_at, first_sent_at, sent_at) select 'dsp_' || n, 'C' || n,"
                                + " (array['jira', 'slack', 'pagerduty', 'writeback'])[1 + n % 4], 'op', 1, 'pb-' || n, '{}',"
                                + " (array['done', 'done', 'done', 'dead', 'ready', 'unknown', 'waiting'])[1 + n % 7],"
                                + " timestamp '2999-01-01', now() - n * interval '1 second', now(), now()",
                        "insert into dispatch_attempt (dispatch_id, number, started_at, outcome, http_status, reason)"
                                + " select 'dsp_' || n, 1, now(), 'succeeded', 200, ''",
                        "insert into double_check (dispatch_id, round, due_at) select 'dsp_' || n, 1, timestamp '2999-01-01'")
                .forEach(insert -> filler.update(insert + " from generate_series(1, " + ROWS + ") n"));
        filler.update(
                "insert into support_case (ref, source, call_id, account_id, queue, owner_id, status, terminal,"
                        + " restricted, severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                        + " timeline_seq, ticket_status, message_status, page_status, page_reason, opened_at) select 'C' || n,"
                        + " 'generic', 'call-' || n, 'acct-' || n % 500, (array['support', 'billing', 'review'])[1 + n % 3],"
                        + " 'owner-' || n % 50, (array['open', 'open', 'closed'])[1 + n % 3], n % 3 = 2, false, 0, '',"
                        + " false, 'dec_' || n, replace(?, '@@', 'C' || n), 1, 1, 'succeeded', 'succeeded', 'not_paged', '',"
                        + " now() - n * interval '1 minute' from generate_series(1, " + ROWS + ") n",
                Json.write(brief()));
        TABLES.forEach(table -> filler.execute("analyze " + table));
    }

    private static final String REPORT = io.patchbay.platform.CallReportJson.write(new io.patchbay.event.CallReport(
            "generic",
            "call-7",
            new java.util.TreeSet<>(List.of(io.patchbay.event.Phase.ANALYZED)),
            new java.util.EnumMap<>(io.patchbay.event.CallField.class)));

    private static CaseBrief brief() {
        CaseBrief.Matter matter = new CaseBrief.Matter(
                "", "", "", "none", "", "", "", "", "", "", "", "", "", "", "", 0, "", "", "", "", "", false);
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
                Map.of());
    }
}
