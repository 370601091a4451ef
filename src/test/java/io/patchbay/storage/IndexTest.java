package io.patchbay.storage;

import static io.patchbay.storage.FullTables.fact;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.attention.Attention;
import io.patchbay.attention.AttentionNotice;
import io.patchbay.attention.AttentionNotices;
import io.patchbay.attention.AttentionWatch;
import io.patchbay.cases.Calls;
import io.patchbay.cases.CaseFeedback;
import io.patchbay.cases.CaseFilter;
import io.patchbay.cases.CaseQueries;
import io.patchbay.cases.CaseRetention;
import io.patchbay.cases.Cases;
import io.patchbay.cases.Drifts;
import io.patchbay.cases.SilentCalls;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.DispatchQueue;
import io.patchbay.dispatch.DispatchRetention;
import io.patchbay.dispatch.DuplicateTickets;
import io.patchbay.dispatch.QueueWatch;
import io.patchbay.event.RecordedBriefs;
import io.patchbay.event.Settled;
import io.patchbay.event.UpdateSeen;
import io.patchbay.event.VisibleQueues;
import io.patchbay.incidents.DueUpdate;
import io.patchbay.incidents.Failures;
import io.patchbay.incidents.IncidentAction;
import io.patchbay.incidents.IncidentLink;
import io.patchbay.incidents.IncidentRetention;
import io.patchbay.incidents.IncidentSignals;
import io.patchbay.incidents.IncidentThreads;
import io.patchbay.incidents.IncidentUpdates;
import io.patchbay.incidents.Incidents;
import io.patchbay.incidents.UpdatesSeen;
import io.patchbay.insights.Insights;
import io.patchbay.intake.EventRetention;
import io.patchbay.intake.Inbox;
import io.patchbay.intake.InboxWatch;
import io.patchbay.rules.DecisionStore;
import io.patchbay.sandbox.RunningHub;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static RunningHub hub;
    /** What most of the staff may see. */
    private static final VisibleQueues SEEN =
            VisibleQueues.of(Set.of("identity", "billing", "commercial", "support", "review"));

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
        FullTables.fill(new JdbcTemplate(new DriverManagerDataSource(url)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                ask("the inbox's claim", hub -> hub.bean(Inbox.class).claim()),
                ask("events in a state", hub -> hub.bean(Inbox.class).events("quarantined", SEEN)),
                ask("one event", hub -> hub.bean(Inbox.class).event("evt_7", SEEN)),
                ask("old events", hub -> hub.bean(EventRetention.class).purge()),
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
                    queries.find("C7", SEEN);
                    queries.decision("C7", SEEN);
                    queries.calls("C7");
                    queries.timeline("C7");
                    hub.bean(DispatchActions.class).ofCase("C7", SEEN);
                }),
                ask("cases to be compared", hub -> hub.bean(Drifts.class).claim()),
                ask("what a tool told of a case", hub -> hub.bean(CaseFeedback.class)
                        .take(List.of(fact("jira", "ticket.transitioned", "obj-7")), "C7", Map.of())),
                ask("a case whose incident is declared", hub -> hub.bean(CaseFeedback.class)
                        .affected("C7", "inc_1")),
                ask("what a tool holds of a case", hub -> hub.bean(Drifts.class)
                        .compare("C7", "jira", List.of(fact("jira", "ticket.transitioned", "obj-7")), Map.of())),
                ask("one drift, mended", hub -> hub.bean(Drifts.class).resolve("drf_8", "hana", "why")),
                ask("sources of a case", hub -> hub.bean(Cases.class).otherSources("C7")),
                ask("incidents in a state", hub -> hub.bean(Incidents.class).inState("open", SEEN)),
                ask("an incident with all of it", hub -> hub.bean(Incidents.class)
                        .find("inc_7", SEEN)),
                ask("updates that are due", hub -> hub.bean(IncidentUpdates.class)
                        .dueUpdates()),
                ask("cases that are to hear of their incident", hub -> hub.bean(IncidentUpdates.class)
                        .dueLinks()),
                ask("an update, taken and planned", hub -> {
                    DueUpdate due = new DueUpdate("inc_1", 1, "C7", "text", "I1", "identified");
                    hub.bean(IncidentUpdates.class).take(due);
                    hub.bean(IncidentUpdates.class).plannedAt(due, "generic", "dsp_7");
                    hub.bean(IncidentUpdates.class).skipped(due, "why");
                    hub.bean(IncidentUpdates.class).takeLink(new IncidentLink("inc_1", "I1", "title", "C7", false));
                }),
                ask("what became of updates", hub -> hub.bean(IncidentUpdates.class)
                        .record(List.of(settled()))),
                ask("an acknowledgement of a source", hub -> {
                    hub.bean(UpdatesSeen.class).take(new UpdateSeen("generic", "dsp_7", "C7"));
                    hub.bean(UpdatesSeen.class).take(new UpdateSeen("vapi", "dsp_8", "C8"));
                }),
                ask("an acknowledgement of a person", hub -> hub.bean(Incidents.class)
                        .acknowledge(new IncidentAction.Acknowledge("inc_2", "hana", "C10"))),
                ask("a message that is published, and a case linked and taken off", hub -> {
                    Incidents incidents = hub.bean(Incidents.class);
                    int version = incidents.write(new IncidentAction.Write("inc_4", "hana", "investigating", "text"));
                    incidents.approve(new IncidentAction.Approve("inc_4", "rosa", version));
                    incidents.link(
                            new IncidentAction.Link("inc_4", "hana", "why", "C99", "support", true, "acct-1", "eu"));
                    incidents.link(
                            new IncidentAction.Link("inc_4", "hana", "why", "C99", "support", false, "acct-1", "eu"));
                    incidents.move(new IncidentAction.Move("inc_4", "hana", "why", "identified"));
                }),
                ask("what a status page says", hub -> hub.bean(IncidentSignals.class)
                        .observe(List.of(fact("statuspage", "outage.updated", "7")))),
                ask("what a monitor says", hub -> hub.bean(IncidentSignals.class)
                        .observe(List.of(fact("alertmanager", "monitor.firing", "7")))),
                ask("threads that are stale", hub -> hub.bean(IncidentThreads.class)
                        .stale()),
                ask("a thread with its count", hub -> {
                    IncidentThreads incidentThreads = hub.bean(IncidentThreads.class);
                    incidentThreads.lock(List.of("INC-7K2Q4"));
                    incidentThreads.addBriefs(new RecordedBriefs("INC-7K2Q4"));
                    incidentThreads.incidentOf("C7");
                    incidentThreads.take("INC-7K2Q4");
                }),
                ask("a page given back", hub -> hub.bean(Failures.class).releasePage("C7")),
                ask("a page claimed", hub -> hub.bean(Failures.class).claimPage("sig-7", "inc_7", "C7")),
                ask("old incidents", hub -> {
                    IncidentRetention old = hub.bean(IncidentRetention.class);
                    old.purge(old.take());
                    old.purgeSignals();
                }),
                ask("open drifts", hub -> hub.bean(Drifts.class).inState("open", SEEN)),
                ask("old cases", hub -> {
                    List<String> refs = hub.bean(CaseRetention.class).take();
                    hub.bean(CaseRetention.class)
                            .purge(hub.bean(DispatchRetention.class).purge(List.of("C7", "C8")));
                    hub.bean(CaseRetention.class).purge(refs);
                }),
                ask("old attempts", hub -> hub.bean(DispatchRetention.class).purgeAttempts()),
                ask("unknown dispatches", hub -> hub.bean(DispatchActions.class).inState("unknown", "", 50, SEEN)),
                ask("more dead dispatches", hub -> hub.bean(DispatchActions.class)
                        .inState("dead", "dsp_7", 50, SEEN)),
                ask("one dispatch", hub -> hub.bean(DispatchActions.class).find("dsp_7", SEEN)),
                ask("a decision", hub -> hub.bean(DecisionStore.class).find("dec_7", SEEN)),
                ask("the decision that stands", hub -> hub.bean(DecisionStore.class)
                        .standing("C7", SEEN)),
                ask("queues of dispatches", hub -> hub.bean(DispatchActions.class)
                        .queues(List.of("dsp_7", "dsp_8"), SEEN)),
                ask("a claim", hub -> hub.bean(DispatchQueue.class).claim("jira")),
                ask("a claim of look-ups", hub -> hub.bean(DispatchQueue.class).claimLookUps("jira")),
                ask("claims of a dead node", hub -> {
                    hub.bean(Inbox.class).releaseClaims("node_gone");
                    hub.bean(Calls.class).releaseClaims("node_gone");
                    hub.bean(DispatchQueue.class).endLeases("node_gone");
                }),
                ask("expired leases", hub -> hub.bean(DispatchQueue.class).expired()),
                ask("the inbox's watch", hub -> hub.bean(InboxWatch.class).look()),
                ask("the queue's watch", hub -> hub.bean(QueueWatch.class).look()),
                ask("the watch of what waits for a person", hub -> hub.bean(AttentionWatch.class)
                        .look()),
                ask("what waits for a person", hub -> hub.bean(Attention.class).list("", Optional.empty(), 100, SEEN)),
                ask("what waits for one owner", hub -> hub.bean(Attention.class)
                        .list("tomas", Optional.empty(), 100, SEEN)),
                ask("what the operators are to be notified of", hub -> {
                    AttentionNotice notice = hub.bean(AttentionNotices.class).claim();
                    hub.bean(AttentionNotices.class).told(notice);
                    hub.bean(AttentionNotices.class).release(notice, new IllegalStateException());
                }),
                ask("late pages", hub -> hub.bean(QueueWatch.class).tellOfLatePages()),
                ask("what is counted of cases", hub -> hub.bean(Insights.class).marked(1, SEEN)),
                ask("doubles that are due", hub -> hub.bean(DuplicateTickets.class)
                        .claim()));
    }

    private static Settled settled() {
        return new Settled(
                "C7", "dsp_7", "email", "send_update", 1, "done", "", "", "", "", "", Map.of(), Instant.EPOCH);
    }

    private static Arguments ask(String what, Consumer<RunningHub> question) {
        return Arguments.of(what, question);
    }

    private static void cases(RunningHub hub, CaseFilter filter) {
        String next = hub.bean(CaseQueries.class).list(filter, SEEN, "", 20).next();
        if (next != null) {
            hub.bean(CaseQueries.class).list(filter, SEEN, next, 20);
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
            return FullTables.TABLES.stream()
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
}
