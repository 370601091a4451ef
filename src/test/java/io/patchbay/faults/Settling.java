package io.patchbay.faults;

import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Waits until the hub has nothing left to do.
 *
 * @param took from the call until the last look
 * @param events events not decided
 * @param calls calls that are due to be decided
 * @param dispatches dispatches that wait, are ready or under way
 * @param unknown dispatches with an unknown outcome
 */
public record Settling(Duration took, long events, long calls, long dispatches, long unknown) {

    public boolean complete() {
        return events + calls + dispatches + unknown == 0;
    }

    /** Waits until everything is settled, at the most as long as that; what is then still open, if anything. */
    public static Settling await(DataSource database, Duration atMost) {
        JdbcTemplate template = new JdbcTemplate(database);
        long started = System.nanoTime();
        try {
            Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsMatching(DataAccessException.class::isInstance)
                    .until(() -> look(template, started).complete());
        } catch (ConditionTimeoutException e) {
            return look(template, started);
        }
        return look(template, started);
    }

    /** One statement: a look must not cost what it looks at. */
    private static Settling look(JdbcTemplate database, long started) {
        return database.queryForObject(
                "select (select count(*) from event where state not in " + Rows.DECIDED + "),"
                        + " (select count(*) from call_record where case_ref is null and decide_at < current_timestamp),"
                        + " (select count(*) from dispatch where state in ('waiting', 'ready', 'sending')),"
                        + " (select count(*) from dispatch where state = 'unknown')",
                (row, i) -> new Settling(
                        Duration.ofNanos(System.nanoTime() - started),
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4)));
    }
}
