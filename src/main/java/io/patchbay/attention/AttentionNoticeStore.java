package io.patchbay.attention;

import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.SqlDialect;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Which of what waits the operators were notified of, and whose turn it is to notify them. Runs in the caller's transaction. */
@Repository
class AttentionNoticeStore {
    private final JdbcTemplate jdbc;
    private final SqlDialect dialect;
    private final DatabaseClock clock;

    AttentionNoticeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.dialect = new SqlDialect(jdbc);
        this.clock = new DatabaseClock(jdbc);
    }

    /** Takes the turn, which is there once in that time for all nodes; other nodes wait for the transaction's end. */
    boolean takeTurn(Duration every) {
        if (jdbc.queryForList("select id from attention_turn where id = 1", Integer.class)
                .isEmpty()) {
            dialect.insertMissing(
                    "attention_turn", List.of("id", "next_at"), 1, List.<Object[]>of(new Object[] {1, clock.now()}));
        }
        return jdbc.update(
                        "update attention_turn set next_at = " + DatabaseClock.SECONDS_FROM_NOW
                                + " where id = 1 and next_at <= current_timestamp",
                        DatabaseClock.seconds(every))
                == 1;
    }

    /** Notes that a notice about them is on its way. */
    void claim(List<AttentionRow> rows) {
        release(rows);
        jdbc.batchUpdate(
                "delete from attention_notice where kind = ? and item = ? and since <> ?",
                rows.stream()
                        .map(row -> new Object[] {row.kind().text(), row.item(), row.since()})
                        .toList());
        dialect.insertMissing(
                "attention_notice",
                List.of("kind", "item", "since"),
                2,
                rows.stream()
                        .map(row -> new Object[] {row.kind().text(), row.item(), row.since()})
                        .toList());
    }

    /** Notes that the notice about them was sent. */
    void told(List<AttentionRow> rows) {
        jdbc.batchUpdate(
                "update attention_notice set told_at = current_timestamp where kind = ? and item = ? and since = ?"
                        + " and told_at is null",
                rows.stream()
                        .map(row -> new Object[] {row.kind().text(), row.item(), row.since()})
                        .toList());
    }

    /** Notes that the notice about them was not sent. */
    void release(List<AttentionRow> rows) {
        jdbc.batchUpdate(
                "delete from attention_notice where kind = ? and item = ? and told_at is null",
                rows.stream()
                        .map(row -> new Object[] {row.kind().text(), row.item()})
                        .toList());
    }

    /** Deletes the notes that are older; whatever of it still waits is in a notice again. */
    void purge(Duration age) {
        jdbc.update(
                "delete from attention_notice where claimed_at < " + DatabaseClock.SECONDS_AGO,
                DatabaseClock.seconds(age));
    }
}
