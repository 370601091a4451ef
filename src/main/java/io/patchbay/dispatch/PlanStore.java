package io.patchbay.dispatch;

import static io.patchbay.dispatch.ClaimStore.instant;

import io.patchbay.platform.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Planned dispatches, as rows. */
@Component
class PlanStore {
    private static final String INSERT = "insert into dispatch (id, case_ref, destination, operation, sequence, marker,"
            + " payload, state, awaits, due_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?,"
            + " current_timestamp + cast(? as integer) * interval '1' second)";
    private static final String OF_CASES = "select id, case_ref, destination, operation, sequence, state, awaits,"
            + " planned_at, sent_at, settled_at from dispatch where case_ref in (";
    private static final String HOLD_UNFINISHED = "update dispatch set reason = reason where id = ?"
            + " and coalesce(state, '') not in ('done', 'dead', 'cancelled')";
    private static final String HOLD_NOT_BEGUN =
            "update dispatch set reason = reason where id = ? and coalesce(state, '') in ('waiting', 'ready')";

    private final JdbcTemplate jdbc;

    PlanStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param holdSeconds how long after now it is due */
    record NewRow(
            String id,
            String caseRef,
            String destination,
            String operation,
            int sequence,
            String marker,
            Map<String, String> payload,
            State state,
            String awaits,
            int holdSeconds) {}

    void insert(List<NewRow> rows) {
        jdbc.batchUpdate(INSERT, rows, Math.max(1, rows.size()), (statement, row) -> {
            statement.setString(1, row.id());
            statement.setString(2, row.caseRef());
            statement.setString(3, row.destination());
            statement.setString(4, row.operation());
            statement.setInt(5, row.sequence());
            statement.setString(6, row.marker());
            statement.setString(7, row.payload().isEmpty() ? "{}" : Json.write(row.payload()));
            statement.setString(8, row.state().text());
            statement.setString(9, row.awaits());
            statement.setInt(10, row.holdSeconds());
        });
    }

    /** Every dispatch of these cases, without its payload. */
    List<CaseQueue.Row> ofCases(Collection<String> caseRefs) {
        if (caseRefs.isEmpty()) {
            return List.of();
        }
        List<String> padded = padded(new ArrayList<>(caseRefs));
        String marks = String.join(", ", Collections.nCopies(padded.size(), "?"));
        return jdbc.query(
                OF_CASES + marks + ")",
                (row, i) -> new CaseQueue.Row(
                        row.getString("id"),
                        row.getString("case_ref"),
                        row.getString("destination"),
                        row.getString("operation"),
                        row.getInt("sequence"),
                        State.of(row.getString("state")),
                        row.getString("awaits"),
                        instant(row, "planned_at"),
                        instant(row, "sent_at"),
                        instant(row, "settled_at")),
                padded.toArray());
    }

    /** Repeats the last one up to a power of two, so that the databases see few different statements. */
    private static List<String> padded(List<String> refs) {
        int size = Math.max(1, Integer.highestOneBit(refs.size() * 2 - 1));
        while (refs.size() < size) {
            refs.add(refs.get(refs.size() - 1));
        }
        return refs;
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

    private Set<String> hold(String sql, Collection<String> ids) {
        Set<String> held = new HashSet<>();
        if (!ids.isEmpty()) {
            List<String> sorted = ids.stream().distinct().sorted().toList();
            int[][] counts =
                    jdbc.batchUpdate(sql, sorted, sorted.size(), (statement, id) -> statement.setString(1, id));
            for (int i = 0; i < sorted.size(); i++) {
                if (counts[0][i] == 1) {
                    held.add(sorted.get(i));
                }
            }
        }
        return held;
    }
}
