package io.patchbay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.QueueCondition;
import io.patchbay.storage.Database;
import java.lang.reflect.Field;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Polls and lists do not grow with the table: each uses an index, on a PostgreSQL table of 100,000 rows. */
class QueryPlanTest {
    /** Who sees a part only is asked of full tables in IndexTest. */
    private static final QueueCondition SEEN = QueueCondition.onCase("dispatch.case_ref", VisibleQueues.ALL);

    @BeforeAll
    static void aFullTable() {
        JdbcTemplate jdbc = Database.POSTGRESQL.empty().template();
        jdbc.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, awaits,"
                        + " due_at, planned_at) select 'dsp_' || n, 'C' || n / 4, (array['jira', 'slack', 'pagerduty', 'writeback'])"
                        + "[1 + n % 4], 'op', n, 'pb-' || n, '{}', (array['done', 'done', 'done', 'ready', 'unknown', 'waiting'])"
                        + "[1 + n % 6], 'dsp_' || (n - 1), now() - n * interval '1 second', now() from generate_series(1, 100000) n");
        jdbc.update("insert into dispatch_attempt (dispatch_id, number, started_at, outcome, http_status, reason)"
                + " select 'dsp_' || n, 1, now(), 'unknown', 0, '' from generate_series(1, 100000) n");
        jdbc.execute("analyze dispatch");
        jdbc.execute("analyze dispatch_attempt");
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of(ClaimStore.class, "READY", "dispatch_due", List.of("jira", 50)),
                Arguments.of(ClaimStore.class, "UNKNOWN", "dispatch_due", List.of("jira", 4)),
                Arguments.of(ClaimStore.class, "EXPIRED", "dispatch_state", List.of()),
                Arguments.of(OutcomeStore.class, "RELEASE", "dispatch_awaits", List.of(now(), "dsp_7", "dsp_8")),
                Arguments.of(OutcomeStore.class, "LAST_UNKNOWN", "dispatch_attempt_pkey", List.of("dsp_7", "dsp_8")),
                Arguments.of(PlanStore.class, "HOLD_UNFINISHED", "dispatch_pkey", List.of("dsp_7", "dsp_8")),
                Arguments.of(PlanStore.class, "HOLD_NOT_BEGUN", "dispatch_pkey", List.of("dsp_7", "dsp_8")),
                Arguments.of(
                        DispatchActionStore.class,
                        "IN_STATE",
                        "dispatch_state",
                        SEEN.between(List.of("unknown", "dsp_7", "dsp_7"), 50)),
                Arguments.of(
                        DispatchActionStore.class,
                        "IN_STATE_FIRST",
                        "dispatch_state",
                        SEEN.between(List.of("dead"), 50)));
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now();
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("statements")
    void query_usesItsIndexAndSortsNothing(Class<?> store, String name, String index, List<Object> values)
            throws Exception {
        String inserted = store == DispatchActionStore.class ? SEEN.sql() : "(?, ?)";
        Field sql = store.getDeclaredField(name);
        sql.setAccessible(true);

        String plan = String.join(
                "\n",
                Database.POSTGRESQL
                        .template()
                        .queryForList(
                                "explain " + ((String) sql.get(null)).formatted(inserted),
                                String.class,
                                values.toArray()));

        assertThat(plan).contains(index).doesNotContain("Seq Scan", "Sort Key: destination");
    }

    @ParameterizedTest
    @MethodSource("ofCase")
    void queryByCase_usesTheUniqueKey(String sql) {
        String plan = String.join("\n", Database.POSTGRESQL.template().queryForList("explain " + sql, String.class));

        assertThat(plan).contains("dispatch_once");
    }

    static Stream<String> ofCase() {
        return Stream.of("select state from dispatch where case_ref in ('C1', 'C2', 'C2', 'C2')");
    }
}
