package io.patchbay.dispatch;

import static io.patchbay.dispatch.ClaimStore.instant;
import static io.patchbay.dispatch.ClaimStore.time;
import static io.patchbay.dispatch.OutcomeStore.clipped;
import static io.patchbay.platform.DatabaseClock.SECONDS_FROM_NOW;

import io.patchbay.dispatch.EarlyClaims.Early;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Planned dispatches, as rows. */
@Component
class PlanStore {
    private static final String INSERT = "insert into dispatch (id, case_ref, destination, operation, sequence, marker,"
            + " payload, state, awaits, acts_on, placement, place, due_at, token, lease_until, attempts, first_sent_at,"
            + " sent_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + SECONDS_FROM_NOW + ", ?, ?, ?, ?, ?)";
    private static final String OF_CASES = "select id, case_ref, destination, operation, sequence, state, awaits,"
            + " acts_on, placement, superseded, planned_at, sent_at, settled_at from dispatch where case_ref in ";
    private static final String HOLD_UNFINISHED = "select id from dispatch where id in %s"
            + " and coalesce(state, '') not in ('done', 'dead', 'cancelled') order by id for update";
    private static final String HOLD_NOT_BEGUN = "select id from dispatch where id in %s"
            + " and coalesce(state, '') in ('waiting', 'ready') order by id for update";

    private final JdbcTemplate jdbc;

    PlanStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param actsOn the dispatch whose effect it changes, or null
     * @param placement which of the case's tickets or messages it belongs to, from 1
     * @param place where it goes as things stand when it is planned, or null
     * @param holdSeconds how long after now it is due
     */
    record NewRow(
            String id,
            String caseRef,
            String destination,
            String operation,
            int sequence,
            Map<String, String> payload,
            State state,
            String awaits,
            String actsOn,
            int placement,
            String place,
            int holdSeconds) {

        /** Whether it may be sent at once. */
        boolean isDue() {
            return state == State.READY && holdSeconds == 0;
        }

        /** The row as a claim would read it, before anybody has claimed it. */
        Claimed unclaimed() {
            String marker = Placement.marker(id);
            String known = clipped(place, 255);
            return new Claimed(
                    id,
                    null,
                    false,
                    caseRef,
                    destination,
                    operation,
                    sequence,
                    marker,
                    payload,
                    0,
                    0,
                    0,
                    null,
                    null,
                    known,
                    actsOn);
        }
    }

    /** @param early the claims of those rows that are claimed from their beginning, by their ids */
    void insert(List<NewRow> rows, Map<String, Early> early) {
        jdbc.batchUpdate(INSERT, rows, Math.max(1, rows.size()), (statement, row) -> {
            statement.setString(1, row.id());
            statement.setString(2, row.caseRef());
            statement.setString(3, row.destination());
            statement.setString(4, row.operation());
            statement.setInt(5, row.sequence());
            statement.setString(6, Placement.marker(row.id()));
            statement.setString(7, row.payload().isEmpty() ? "{}" : Json.write(row.payload()));
            Early claim = early.get(row.id());
            OffsetDateTime sent = claim == null ? null : time(claim.row().sentAt());
            statement.setString(8, (claim == null ? row.state() : State.SENDING).text());
            statement.setString(9, row.awaits());
            statement.setString(10, row.actsOn());
            statement.setInt(11, row.placement());
            statement.setString(12, clipped(row.place(), 255));
            statement.setInt(13, row.holdSeconds());
            statement.setString(14, claim == null ? null : claim.row().token());
            statement.setObject(15, claim == null ? null : time(claim.leaseUntil()), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setInt(16, claim == null ? 0 : 1);
            statement.setObject(17, sent, Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(18, sent, Types.TIMESTAMP_WITH_TIMEZONE);
        });
    }

    /** Every dispatch of these cases, without its payload. */
    List<CaseQueue.Row> ofCases(Collection<String> caseRefs) {
        if (caseRefs.isEmpty()) {
            return List.of();
        }
        InList refs = InList.of(caseRefs);
        return jdbc.query(
                OF_CASES + refs.marks(),
                (row, i) -> new CaseQueue.Row(
                        row.getString("id"),
                        row.getString("case_ref"),
                        row.getString("destination"),
                        row.getString("operation"),
                        row.getInt("sequence"),
                        State.of(row.getString("state")),
                        row.getString("awaits"),
                        row.getString("acts_on"),
                        row.getInt("placement"),
                        reason(row.getString("superseded")),
                        instant(row, "planned_at"),
                        instant(row, "sent_at"),
                        instant(row, "settled_at")),
                refs.parameters());
    }

    /**
     * Holds the rows that have not ended, so that none of them ends before the commit, and says which they are. The
     * others have ended.
     */
    Set<String> holdUnfinished(Collection<String> ids) {
        return hold(HOLD_UNFINISHED, ids);
    }

    /** Holds the rows whose sending has not begun, so that it does not begin before the commit, and says which they are. */
    Set<String> holdNotBegun(Collection<String> ids) {
        return hold(HOLD_NOT_BEGUN, ids);
    }

    static WithdrawalReason reason(String text) {
        return text == null ? null : WithdrawalReason.of(text);
    }

    private Set<String> hold(String sql, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        InList list = InList.of(new TreeSet<>(ids));
        return new HashSet<>(jdbc.queryForList(sql.formatted(list.marks()), String.class, list.parameters()));
    }
}
