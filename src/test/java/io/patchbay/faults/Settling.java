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

    private static Settling look(JdbcTemplate database, long started) {
        return new Settling(
                Duration.ofNanos(System.nanoTime() - started),
                count(database, "event where state not in " + Rows.DECIDED),
                count(database, "call_record where case_ref is null and decide_at < current_timestamp"),
                count(database, "dispatch where state not in ('done', 'dead', 'cancelled', 'unknown')"),
                count(database, "dispatch where state = 'unknown'"));
    }

    private static long count(JdbcTemplate database, String of) {
        Long count = database.queryForObject("select count(*) from " + of, Long.class);
        return count == null ? 0 : count;
    }
}
