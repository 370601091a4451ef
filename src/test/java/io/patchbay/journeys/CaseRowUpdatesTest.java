package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sandbox.PhoneCall;
import io.patchbay.storage.Database;
import io.patchbay.timing.TimeLimit;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a case learns on its way to a ticket and a message is written beside the row's first version, and none of its indexes is
 * touched: heap-only tuples of PostgreSQL.
 *
 * @see <a href="https://www.postgresql.org/docs/current/storage-hot.html">PostgreSQL: Heap-Only Tuples</a>
 */
class CaseRowUpdatesTest {
    private static final int CALLS = 100;

    @Test
    void nineOfTenUpdatesOfTheCaseRow_touchNoIndex(@TempDir Path folder) {
        try (SimulatedCompany company = new SimulatedCompany(Database.newPostgresUrl(), folder, Map.of())) {
            JdbcTemplate jdbc = company.hub.bean(JdbcTemplate.class);
            for (int i = 0; i < CALLS; i++) {
                String area = "area " + (char) ('a' + i / 10) + " " + (char) ('k' + i % 10);
                PhoneCall.from("+155501%05d".formatted(i)).failing(area).send(company.hub, "call.analyzed");
            }

            Awaitility.await("tickets and messages")
                    .atMost(TimeLimit.ofSeconds(60))
                    .until(() -> count(jdbc, "select count(*) from dispatch where state <> 'done'") == 0
                            && count(jdbc, "select count(*) from case_receipt") == 2 * CALLS);
            // Sessions hand in what they did a while after they did it.
            Awaitility.await("what PostgreSQL counted")
                    .atMost(TimeLimit.ofSeconds(60))
                    .until(() -> count(jdbc, statistic("n_tup_upd")) >= CALLS);
            long updates = count(jdbc, statistic("n_tup_upd"));
            assertThat(count(jdbc, statistic("n_tup_hot_upd")) * 10)
                    .as("of %d updates", updates)
                    .isGreaterThanOrEqualTo(updates * 9);
        }
    }

    private static String statistic(String column) {
        return "select coalesce(sum(" + column + "), 0) from pg_stat_user_tables where relname = 'support_case'";
    }

    private static long count(JdbcTemplate jdbc, String sql) {
        return jdbc.queryForObject(sql, Long.class);
    }
}
