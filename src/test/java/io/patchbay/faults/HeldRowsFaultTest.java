package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.dispatch.Planner;
import io.patchbay.sandbox.StaffDesk;
import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A node stands still in an open transaction, played by a connection that locks rows and does nothing: what it holds waits,
 * and nothing else does.
 */
class HeldRowsFaultTest {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(40);

    private static String url;
    private static StaffDesk desk;
    private static JdbcTemplate database;
    private static String held;
    private static String free;

    @BeforeAll
    static void start() {
        url = Database.newPostgresUrl();
        desk = new StaffDesk(Map.of(
                "spring.datasource.url",
                url + "&options=-c%20lock_timeout=400",
                "patchbay.dispatch.sweep-poll-ms",
                "500",
                "patchbay.triage.overdue-poll-ms",
                "500"));
        database = new JdbcTemplate(TestPostgres.dataSource(url));
        held = opened("held");
        free = opened("free");
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    private static String opened(String area) {
        JsonNode found = desk.settled(desk.call("06-support", Map.of("product_area", area)));
        return found.get("ref").asText();
    }

    /** Locks what the query finds, until it is closed. */
    private static Connection holding(String query, Object... values) throws SQLException {
        Connection connection = TestPostgres.dataSource(url).getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(query + " for update")) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            assertThat(statement.executeQuery().next())
                    .as("there is something to hold")
                    .isTrue();
        }
        return connection;
    }

    private static Connection holdingCase(String ref) throws SQLException {
        return holding("select ref from support_case where ref = ?", ref);
    }

    private static String state(String ref, String operation) {
        return database.queryForObject(
                "select state from dispatch where case_ref = ? and operation = ? order by sequence desc limit 1",
                String.class,
                ref,
                operation);
    }

    private static void awaitState(String ref, String operation, String state) {
        Awaitility.await(ref + " " + operation + " " + state)
                .atMost(PATIENCE)
                .until(() -> state.equals(state(ref, operation)));
    }

    private static boolean isPast(String question) {
        return Boolean.TRUE.equals(database.queryForObject(question, Boolean.class));
    }

    @Test
    void aHeldCase_keepsNoOthersExpiredClaimFromBeingTakenBack() throws SQLException {
        String heldRef = opened("held and expired");
        String freeRef = opened("free and expired");
        try (Connection stopped = holdingCase(heldRef)) {
            for (String ref : new String[] {heldRef, freeRef}) {
                database.update(
                        "update dispatch set state = 'sending', token = 'clm_gone', attempts = attempts + 1,"
                                + " sent_at = current_timestamp, lease_until = current_timestamp - interval '1' minute"
                                + " where case_ref = ? and operation = 'create_issue'",
                        ref);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> expired(freeRef) == 1);
            assertThat(state(heldRef, "create_issue")).isEqualTo("sending");
            stopped.rollback();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> expired(heldRef) == 1);
    }

    private static int expired(String ref) {
        Integer count = database.queryForObject(
                "select count(*) from dispatch_attempt a join dispatch d on d.id = a.dispatch_id"
                        + " where d.case_ref = ? and a.reason = 'lease expired'",
                Integer.class,
                ref);
        return count == null ? 0 : count;
    }

    @Test
    void aHeldCase_keepsNoOthersOutcomeFromBeingWrittenDown() throws SQLException {
        Planner planner = desk.hub.bean(Planner.class);
        try (Connection stopped = holdingCase(held)) {
            planner.add(held, "slack", "post_reply", Map.of("text", "to the held one"));
            awaitState(held, "post_reply", "sending");
            for (int i = 0; i < 3; i++) {
                planner.add(free, "slack", "post_reply", Map.of("text", "to the free one"));
                awaitState(free, "post_reply", "done");
            }
            assertThat(state(held, "post_reply")).isEqualTo("sending");
            stopped.rollback();
        }
        awaitState(held, "post_reply", "done");
        assertThat(desk.sent("/api/chat.postMessage", "to the held one")).hasSize(1);
    }

    @Test
    void aHeldDispatch_keepsNoneBehindItFromBeingClaimed() throws SQLException {
        database.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at)"
                        + " values ('dsp_held', ?, 'jira', 'add_comment', 90, 'pb-held', '{\"text\":\"held\"}', 'ready',"
                        + " current_timestamp + interval '1' second)",
                held);
        try (Connection stopped = holding("select id from dispatch where id = 'dsp_held'")) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> isPast("select due_at < current_timestamp from dispatch where id = 'dsp_held'"));
            desk.hub.bean(Planner.class).add(free, "jira", "add_comment", Map.of("text", "behind the held one"));
            awaitState(free, "add_comment", "done");
            assertThat(state(held, "add_comment")).isEqualTo("ready");
            stopped.rollback();
        }
        awaitState(held, "add_comment", "done");
    }

    @Test
    void aHeldEvent_keepsNoneBehindItFromTriage() throws SQLException {
        database.update(
                "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body, state, due_at)"
                        + " select 'evt_held', source, 'held', body_hash, content_type, query, headers, body, 'received',"
                        + " current_timestamp + interval '1' second from event limit 1");
        try (Connection stopped = holding("select id from event where id = 'evt_held'")) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> isPast("select due_at < current_timestamp from event where id = 'evt_held'"));
            assertThat(opened("behind the held one")).isNotEmpty();
            assertThat(database.queryForObject("select state from event where id = 'evt_held'", String.class))
                    .isEqualTo("received");
            stopped.rollback();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> desk.hub
                .get("/api/v1/events/evt_held")
                .path("state")
                .asText()
                .equals("done"));
    }

    @Test
    void aSessionThatStopsHalfwayThroughABatch_isEndedByPostgres() {
        assertThat(desk.hub.bean(JdbcTemplate.class).queryForObject("show transaction_timeout", String.class))
                .isEqualTo("30s");
    }
}
