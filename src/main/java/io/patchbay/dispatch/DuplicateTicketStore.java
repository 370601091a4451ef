package io.patchbay.dispatch;

import static io.patchbay.dispatch.ClaimStore.instant;
import static io.patchbay.dispatch.ClaimStore.time;

import io.patchbay.platform.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** When to search for duplicate tickets. */
@Component
class DuplicateTicketStore {
    static final Duration FIRST = Duration.ofMinutes(2);
    static final Duration SECOND = Duration.ofMinutes(15);
    private static final Duration LEASE = Duration.ofMinutes(1);
    static final String DUE = "select c.dispatch_id, c.round, c.tries, d.case_ref, d.sequence, d.marker, d.attempts,"
            + " d.first_sent_at, d.provider_id, d.place, d.superseded from double_check c join dispatch d on d.id = c.dispatch_id"
            + " where c.due_at <= ? order by c.due_at, c.dispatch_id limit ?";

    private final JdbcTemplate jdbc;
    private final DatabaseClock clock;

    DuplicateTicketStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.clock = new DatabaseClock(jdbc);
    }

    Instant now() {
        return clock.now().toInstant();
    }

    /** Notes that these creates, settled now, may have happened twice. Once for each, in the caller's transaction. */
    static void note(JdbcTemplate jdbc, List<String> dispatchIds, Instant now) {
        if (!dispatchIds.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into double_check (dispatch_id, round, due_at) select ?, 1, ? where not exists"
                            + " (select 1 from double_check where dispatch_id = ?)",
                    dispatchIds.stream()
                            .map(id -> new Object[] {id, time(now.plus(FIRST)), id})
                            .toList());
        }
    }

    List<DuplicateCheck> claim(int most) {
        Instant now = now();
        List<DuplicateCheck> due = jdbc.query(
                DUE,
                (row, i) -> new DuplicateCheck(
                        row.getString("dispatch_id"),
                        row.getInt("round"),
                        row.getInt("tries") + 1,
                        row.getString("case_ref"),
                        row.getInt("sequence"),
                        row.getString("marker"),
                        row.getInt("attempts"),
                        instant(row, "first_sent_at"),
                        row.getString("provider_id"),
                        row.getString("place"),
                        PlanStore.reason(row.getString("superseded"))),
                time(now),
                most);
        if (due.isEmpty()) {
            return due;
        }
        int[] taken = jdbc.batchUpdate(
                "update double_check set due_at = ?, tries = ? where dispatch_id = ? and round = ? and due_at <= ?",
                due.stream()
                        .map(each -> new Object[] {
                            time(now.plus(LEASE)), each.tries(), each.dispatchId(), each.round(), time(now)
                        })
                        .toList());
        List<DuplicateCheck> claimed = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] == 1) {
                claimed.add(due.get(i));
            }
        }
        return claimed;
    }

    /** The round is over: on to the second, or done. */
    void advance(DuplicateCheck check) {
        if (check.round() == 1) {
            jdbc.update(
                    "update double_check set round = 2, tries = 0, due_at = ? where dispatch_id = ? and round = 1",
                    time(now().plus(SECOND.minus(FIRST))),
                    check.dispatchId());
        } else {
            jdbc.update("delete from double_check where dispatch_id = ? and round = 2", check.dispatchId());
        }
    }

    /** The ticket that stays is the dispatch's from now on. */
    void keep(DuplicateCheck check, Outcome outcome) {
        jdbc.update(
                "update dispatch set provider_id = ?, provider_key = ?, provider_url = ? where id = ? and coalesce(state, '') = 'done'",
                outcome.id(),
                outcome.key(),
                outcome.url(),
                check.dispatchId());
    }
}
