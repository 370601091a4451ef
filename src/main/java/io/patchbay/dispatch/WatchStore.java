package io.patchbay.dispatch;

import static io.patchbay.dispatch.ClaimStore.time;

import io.patchbay.platform.DatabaseClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What the queue's watch asks. Each question reads a bounded stretch of an index, however large the tables are; a state stands
 * in the statement, because PostgreSQL's indexes hold the rows of some states only.
 */
@Component
class WatchStore {
    private static final String MOST = " limit 100";
    private static final String OLDEST =
            "select due_at from dispatch where destination = ? and state = 'ready' order by due_at limit 1";
    private static final String NOT_CLAIMED =
            "select id from dispatch where destination = ? and state = '%s' and due_at < ?"
                    + " order by destination, state, due_at, id" + MOST;
    private static final String NOT_SWEPT = "select id from dispatch where state = 'sending' and lease_until < ?"
            + " order by state, planned_at, id" + MOST;
    /** What waits for a dispatch that ended long ago: nobody is going to release it. */
    private static final String NOT_RELEASED =
            "select w.id from (select id, awaits from dispatch where state = 'waiting'"
                    + " and planned_at < ? order by state, planned_at, id" + MOST
                    + ") w join dispatch a on a.id = w.awaits"
                    + " where a.state in ('done', 'dead', 'cancelled') and a.settled_at < ?";

    private static final String LATE_PAGES = "select d.case_ref, d.sequence from dispatch d where d.destination ="
            + " 'pagerduty' and d.state = '%s' and d.due_at > ? and d.operation = 'trigger' and d.planned_at < ?"
            + " and not exists (select 1 from dispatch t where t.case_ref = d.case_ref and t.destination = 'slack'"
            + " and t.operation = 'tell_fallback' and t.sequence = d.sequence)"
            + " order by d.destination, d.state, d.due_at, d.id" + MOST;

    private final JdbcTemplate jdbc;

    WatchStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A page that nobody has got, and that the fallback has not been told of. */
    record LatePage(String caseRef, int sequence) {}

    Instant now() {
        return new DatabaseClock(jdbc).now().toInstant();
    }

    /** When the dispatch became due that has been due longest, for a destination. */
    Optional<Instant> oldestDue(String destination) {
        return jdbc.queryForList(OLDEST, OffsetDateTime.class, destination).stream()
                .map(OffsetDateTime::toInstant)
                .findFirst();
    }

    /** Dispatches of that destination that should have been claimed, or looked up, before that time. */
    List<String> notClaimed(String destination, Instant before) {
        List<String> ids = new ArrayList<>();
        for (State state : List.of(State.READY, State.UNKNOWN)) {
            ids.addAll(jdbc.queryForList(NOT_CLAIMED.formatted(state.text()), String.class, destination, time(before)));
        }
        return ids;
    }

    /** Claims that should have been taken back before that time, and dispatches that should have been released. */
    List<String> notMoved(Instant before) {
        List<String> ids = new ArrayList<>(jdbc.queryForList(NOT_SWEPT, String.class, time(before)));
        ids.addAll(jdbc.queryForList(NOT_RELEASED, String.class, time(before), time(before)));
        return ids;
    }

    /** Pages planned before that time that have not been delivered; of the dead ones those that died within a day. */
    List<LatePage> latePages(Instant before, Instant dayAgo) {
        List<LatePage> late = new ArrayList<>();
        for (State state : List.of(State.WAITING, State.READY, State.SENDING, State.UNKNOWN, State.DEAD)) {
            Instant since = state == State.DEAD ? dayAgo : Instant.EPOCH;
            late.addAll(jdbc.query(
                    LATE_PAGES.formatted(state.text()),
                    (row, i) -> new LatePage(row.getString(1), row.getInt(2)),
                    time(since),
                    time(before)));
        }
        return late;
    }
}
