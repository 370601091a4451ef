package io.patchbay.dispatch;

import static io.patchbay.dispatch.ClaimStore.instant;
import static io.patchbay.dispatch.OutcomeStore.clipped;

import io.patchbay.event.Settled;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.InList;
import io.patchbay.platform.QueueCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What people read of the queue and write into it. */
@Component
class DispatchActionStore {
    private static final String COLUMNS = "select id, case_ref, destination, operation, sequence, state, attempts,"
            + " planned_at, due_at, sent_at, settled_at, reason, provider_id, provider_key, provider_channel,"
            + " provider_url, payload, superseded, current_timestamp as at from dispatch ";
    private static final String GUARD = " where id = ? and coalesce(state, '') in ('unknown', 'dead')";
    private static final String HAPPENED = "update dispatch set state = 'done', token = null, lease_until = null,"
            + " provider_id = ?, provider_key = ?, provider_channel = ?, provider_url = ?, reason = ?,"
            + " settled_at = current_timestamp" + GUARD;
    /** The hub knows a page by its dedup key, which is the marker; what the provider calls its incident is its key. */
    private static final String PAGE_HAPPENED = "update dispatch set state = 'done', token = null, lease_until = null,"
            + " provider_id = marker, provider_key = ?, provider_url = ?, reason = ?,"
            + " settled_at = current_timestamp" + GUARD + " and operation = 'trigger'";

    /** What belongs to a ticket or message that stands no more is not sent again. */
    private static final String AGAIN = "update dispatch set"
            + " state = case when superseded is null then 'ready' else 'cancelled' end, due_at = current_timestamp,"
            + " token = null, lease_until = null, failures = 0, lookups = 0,"
            + " settled_at = case when superseded is null then null else current_timestamp end, reason = ?";

    private static final String GIVE_UP = "update dispatch set state = 'cancelled', token = null, lease_until = null,"
            + " reason = ?, settled_at = current_timestamp" + GUARD;
    private static final String NEVER_SENT = " and state in ('waiting', 'ready') and first_sent_at is null";
    private static final String NOT_BEGUN = "select id from dispatch where case_ref = ? and destination = ?"
            + " and operation = ?" + NEVER_SENT + " order by id";
    private static final String WITHDRAW = "update dispatch set state = 'cancelled', token = null, lease_until = null,"
            + " reason = ?, settled_at = current_timestamp where id = ?" + NEVER_SENT;
    private static final String IN_STATE =
            COLUMNS + "where state = ? and state not in ('done', 'ready') and (planned_at, id) > "
                    + "((select planned_at from dispatch where id = ?), ?) and %s order by state, planned_at, id limit ?";
    /** Nearly all dispatches are done or ready: they are read in the order of their ids, which is that of their planning. */
    private static final String BY_ID = COLUMNS + "where state = '%s' and id > ? and %s order by id limit ?";

    private static final String IN_STATE_FIRST = COLUMNS
            + "where state = ? and state not in ('done', 'ready') and %s order by state, planned_at, id limit ?";

    private final JdbcTemplate jdbc;

    DispatchActionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the verdict found its dispatch in a state that a person may decide. */
    boolean apply(Verdict verdict) {
        String id = verdict.dispatchId();
        String reason = clipped(verdict.reason(), 1_000);
        return 1
                == switch (verdict.kind()) {
                    case HAPPENED ->
                        pageHappened(verdict, reason)
                                + jdbc.update(
                                        HAPPENED,
                                        clipped(verdict.id(), 255),
                                        clipped(verdict.key(), 255),
                                        clipped(verdict.channel(), 64),
                                        clipped(verdict.url(), 1_024),
                                        reason,
                                        id);
                    case DID_NOT_HAPPEN -> jdbc.update(AGAIN + GUARD, reason, id);
                    case GIVE_UP -> jdbc.update(GIVE_UP, reason, id);
                };
    }

    private int pageHappened(Verdict verdict, String reason) {
        return jdbc.update(
                PAGE_HAPPENED, clipped(verdict.id(), 255), clipped(verdict.url(), 1_024), reason, verdict.dispatchId());
    }

    /** Makes dead dispatches ready and says which were dead. */
    List<String> revive(List<String> ids, String reason) {
        List<String> sorted = ids.stream().distinct().sorted().toList();
        List<String> revived = new ArrayList<>();
        if (!sorted.isEmpty()) {
            int[][] counts = jdbc.batchUpdate(
                    AGAIN + " where id = ? and coalesce(state, '') = 'dead'",
                    sorted,
                    sorted.size(),
                    (statement, id) -> {
                        statement.setString(1, clipped(reason, 1_000));
                        statement.setString(2, id);
                    });
            for (int i = 0; i < sorted.size(); i++) {
                if (counts[0][i] == 1) {
                    revived.add(sorted.get(i));
                }
            }
        }
        return revived;
    }

    /**
     * Cancels the case's dispatches of that operation which nobody has begun to send, and says which they were. One that
     * was begun, even if its outcome is not known, is left alone.
     */
    List<String> withdraw(String caseRef, String destination, String operation, String reason) {
        return jdbc.queryForList(NOT_BEGUN, String.class, caseRef, destination, operation).stream()
                .filter(id -> jdbc.update(WITHDRAW, clipped(reason, 1_000), id) == 1)
                .toList();
    }

    List<Settled> settled(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        return jdbc.query(
                COLUMNS + "where id in (" + marks + ")",
                (row, i) -> new Settled(
                        row.getString("case_ref"),
                        row.getString("id"),
                        row.getString("destination"),
                        row.getString("operation"),
                        row.getInt("attempts"),
                        row.getString("state"),
                        text(row, "provider_id"),
                        text(row, "provider_key"),
                        text(row, "provider_channel"),
                        text(row, "provider_url"),
                        text(row, "reason"),
                        ClaimStore.payload(row.getString("payload")),
                        instant(row, "at"),
                        row.getString("superseded") != null),
                ids.toArray());
    }

    List<DispatchView> inState(State state, String after, int most, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("dispatch.case_ref", visible);
        if (state == State.DONE || state == State.READY) {
            return jdbc.query(
                    BY_ID.formatted(state.text(), seen.sql()),
                    (row, i) -> view(row),
                    seen.between(List.of(after), most).toArray());
        }
        List<String> place = after.isEmpty() ? List.of(state.text()) : List.of(state.text(), after, after);
        return jdbc.query(
                (after.isEmpty() ? IN_STATE_FIRST : IN_STATE).formatted(seen.sql()),
                (row, i) -> view(row),
                seen.between(place, most).toArray());
    }

    Optional<DispatchView> find(String id, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("dispatch.case_ref", visible);
        return jdbc
                .query(
                        COLUMNS + "where id = ? and " + seen.sql(),
                        (row, i) -> view(row),
                        seen.between(List.of(id)).toArray())
                .stream()
                .findFirst();
    }

    Map<String, String> queues(List<String> ids, VisibleQueues visible) {
        Map<String, String> queues = new HashMap<>();
        if (!ids.isEmpty()) {
            InList list = InList.of(ids);
            QueueCondition seen = QueueCondition.onCase("d.case_ref", visible);
            jdbc.query(
                    "select d.id, coalesce(c.queue, '') from dispatch d left join support_case c on c.ref = d.case_ref"
                            + " where d.id in " + list.marks() + " and " + seen.sql(),
                    row -> {
                        queues.put(row.getString(1), row.getString(2));
                    },
                    seen.between(list.values()).toArray());
        }
        return queues;
    }

    Set<String> cases(List<String> ids) {
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        return ids.isEmpty()
                ? Set.of()
                : new TreeSet<>(jdbc.queryForList(
                        "select distinct case_ref from dispatch where id in (" + marks + ")",
                        String.class,
                        ids.toArray()));
    }

    List<DispatchView> ofCase(String caseRef, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("dispatch.case_ref", visible);
        return jdbc.query(
                COLUMNS + "where case_ref = ? and " + seen.sql() + " order by planned_at, id",
                (row, i) -> view(row),
                seen.between(List.of(caseRef)).toArray());
    }

    Optional<String> caseOfMarker(String marker) {
        return jdbc
                .queryForList(
                        "select case_ref from dispatch where id = ? and superseded is null",
                        String.class,
                        Placement.dispatchOf(marker))
                .stream()
                .findFirst();
    }

    private static DispatchView view(ResultSet row) throws SQLException {
        return new DispatchView(
                row.getString("id"),
                row.getString("case_ref"),
                row.getString("destination"),
                row.getString("operation"),
                row.getInt("sequence"),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "planned_at"),
                instant(row, "due_at"),
                instant(row, "sent_at"),
                instant(row, "settled_at"),
                text(row, "reason"),
                text(row, "provider_id"),
                text(row, "provider_key"),
                text(row, "provider_channel"),
                text(row, "provider_url"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
