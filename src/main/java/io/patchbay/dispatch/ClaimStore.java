package io.patchbay.dispatch;

import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.HeldRows;
import io.patchbay.platform.Ids;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.SqlDialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Claims dispatches. On PostgreSQL what is to be sent is claimed by one statement that passes by what others have locked; on
 * H2, and for look-ups, by compare-and-set: rows are read without a lock, then taken by a guarded update, and those that the
 * update changed are ours. As fast with a million rows as with ten: the guard says {@code coalesce(state, '')}, so that
 * PostgreSQL finds the row by its id and not among all others of that state.
 */
@Component
class ClaimStore {
    private static final int SWEEP_AT_ONCE = 500;
    private static final int WINDOW_WHEN_CONTENDED = 4;

    private static final String COLUMNS =
            "select id, token, case_ref, destination, operation, sequence, marker, payload, attempts, failures,"
                    + " lookups, first_sent_at, sent_at, place, acts_on, current_timestamp as at from dispatch ";
    private static final String READY = COLUMNS + "where destination = ? and state = 'ready'"
            + " and due_at <= current_timestamp order by destination, state, due_at, id limit ?";
    private static final String TAKE = "update dispatch set state = 'sending', token = ?, lease_until = ?,"
            + " attempts = attempts + 1, lookups = 0, first_sent_at = coalesce(first_sent_at, ?), sent_at = ?"
            + " where id = ? and coalesce(state, '') = 'ready' and attempts = ?";
    /** PostgreSQL: one statement; rows that another claim has locked are passed by. */
    private static final String CLAIM = "update dispatch set state = 'sending', token = ?, lease_until = "
            + DatabaseClock.SECONDS_FROM_NOW + ", attempts = attempts + 1, lookups = 0,"
            + " first_sent_at = coalesce(first_sent_at, current_timestamp), sent_at = current_timestamp"
            + " where id = any(array(select id from dispatch where destination = ? and state = 'ready'"
            + " and due_at <= current_timestamp order by destination, state, due_at, id limit ? for update skip locked))"
            + " returning id, token, case_ref, destination, operation, sequence, marker, payload, attempts, failures,"
            + " lookups, first_sent_at, sent_at, place, acts_on, current_timestamp as at";

    private static final String UNKNOWN = COLUMNS + "where destination = ? and state = 'unknown'"
            + " and due_at <= current_timestamp order by destination, state, due_at, id limit ?";
    private static final String TAKE_LOOK_UP = "update dispatch set token = ?, lease_until = ?, due_at = ?,"
            + " lookups = lookups + 1 where id = ? and coalesce(state, '') = 'unknown' and lookups = ?";
    private static final String EXPIRED = COLUMNS + "where state = 'sending' and lease_until < current_timestamp"
            + " order by state, planned_at, id limit " + SWEEP_AT_ONCE;

    private static final String AWAITING =
            COLUMNS.replace(" from ", ", state = 'ready' or due_at <= current_timestamp as due from ")
                    + "where awaits in %s and (coalesce(state, '') = 'waiting'"
                    + " or coalesce(state, '') = 'ready' and attempts = 0) order by id for update";
    private static final String BEGIN =
            "update dispatch set state = 'sending', awaits = null, token = ?, lease_until = ?,"
                    + " attempts = attempts + 1, first_sent_at = ?, sent_at = ? where id in %s";

    private static final Logger LOG = LoggerFactory.getLogger(ClaimStore.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final NodeIdentity node;
    private final Ids ids;
    private final HeldRows held = new HeldRows();
    private final SqlDialect dialect;
    private volatile boolean contended;

    ClaimStore(JdbcTemplate jdbc, PlatformTransactionManager transactions, NodeIdentity node, Ids ids) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.node = node;
        this.ids = ids;
        this.dialect = new SqlDialect(jdbc);
    }

    /** A row as it was read, and the database's time when it was. */
    private record Seen(Claimed row, Instant at) {}

    /** Takes the dispatches that are due longest, at the most so many. Claiming is the attempt's beginning. */
    List<Claimed> ready(String destination, int most, long leaseSeconds) {
        if (dialect.isPostgres()) {
            String token = node.token();
            return jdbc.query(
                    CLAIM, (row, i) -> seen(row, token, false, 0).row(), token, leaseSeconds, destination, most);
        }
        return claim(READY, TAKE, destination, most, (statement, seen) -> {
            statement.setString(1, seen.row().token());
            statement.setObject(2, time(seen.at().plusSeconds(leaseSeconds)));
            statement.setObject(3, time(seen.at()));
            statement.setObject(4, time(seen.at()));
            statement.setString(5, seen.row().id());
            statement.setInt(6, seen.row().attempts() - 1);
        });
    }

    /** Takes unknown outcomes whose look-up is due. They stay unknown; until the lease ends nobody else looks. */
    List<Claimed> lookUps(String destination, int most, long leaseSeconds) {
        return claim(UNKNOWN, TAKE_LOOK_UP, destination, most, (statement, seen) -> {
            OffsetDateTime leaseUntil = time(seen.at().plusSeconds(leaseSeconds));
            statement.setString(1, seen.row().token());
            statement.setObject(2, leaseUntil);
            statement.setObject(3, leaseUntil);
            statement.setString(4, seen.row().id());
            statement.setInt(5, seen.row().lookUps() - 1);
        });
    }

    /**
     * What waits for others and was not sent yet, held until the transaction ends.
     *
     * @param due what may be sent as soon as it waits no more, without a token
     * @param count how many there are, with those that are due later
     */
    record Awaiting(List<Claimed> due, int count) {}

    /** What waits for those dispatches. */
    Awaiting awaiting(Collection<String> dispatchIds) {
        if (dispatchIds.isEmpty()) {
            return new Awaiting(List.of(), 0);
        }
        InList awaited = InList.of(dispatchIds);
        List<Claimed> due = new ArrayList<>();
        List<String> all = jdbc.query(
                AWAITING.formatted(awaited.marks()),
                (row, i) -> {
                    if (row.getBoolean("due")) {
                        due.add(seen(row, null, false, 0).row());
                    }
                    return row.getString("id");
                },
                awaited.parameters());
        return new Awaiting(due, all.size());
    }

    /** Writes down that the first attempt of those begins, which the caller holds. */
    void begin(Collection<EarlyClaims.Early> early) {
        if (early.isEmpty()) {
            return;
        }
        Claimed first = early.iterator().next().row();
        Instant leaseUntil = early.stream()
                .map(EarlyClaims.Early::leaseUntil)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        InList begun = InList.of(early.stream().map(each -> each.row().id()).toList());
        List<Object> parameters =
                new ArrayList<>(List.of(first.token(), time(leaseUntil), time(first.sentAt()), time(first.sentAt())));
        parameters.addAll(begun.values());
        jdbc.update(BEGIN.formatted(begun.marks()), parameters.toArray());
    }

    /** Claims whose lease has ended, of whichever node, with their own tokens. */
    List<Claimed> expired() {
        return jdbc.query(
                EXPIRED, (row, i) -> seen(row, row.getString("token"), false, 0).row());
    }

    private List<Claimed> claim(
            String select,
            String take,
            String destination,
            int most,
            ParameterizedPreparedStatementSetter<Seen> values) {
        String token = node.token();
        boolean lookUp = select.equals(UNKNOWN);
        return held.noticing(() -> transactions.execute(status -> {
            int window = contended ? most * WINDOW_WHEN_CONTENDED : most;
            List<Seen> seen =
                    jdbc.query(select + held.passedBy(), (row, i) -> seen(row, token, lookUp, 1), destination, window);
            if (seen.isEmpty()) {
                return List.of();
            }
            List<Seen> chosen = choose(seen, most);
            int[][] taken = jdbc.batchUpdate(take, chosen, chosen.size(), values);
            return won(chosen, taken[0]);
        }));
    }

    /**
     * While other nodes claim too, a random stretch of what is due; always in the order of ids, so that no two claims wait
     * for each other in a circle.
     */
    private List<Seen> choose(List<Seen> seen, int most) {
        int spare = Math.max(0, seen.size() - most);
        int from = spare == 0 ? 0 : ids.random().nextInt(spare + 1);
        List<Seen> chosen = new ArrayList<>(seen.subList(from, seen.size() - spare + from));
        chosen.sort(Comparator.comparing(each -> each.row().id()));
        return chosen;
    }

    private List<Claimed> won(List<Seen> chosen, int[] taken) {
        List<Claimed> won = new ArrayList<>(chosen.size());
        for (int i = 0; i < taken.length; i++) {
            if (taken[i] == 1) {
                won.add(chosen.get(i).row());
            }
        }
        contended = won.size() < chosen.size();
        return List.copyOf(won);
    }

    /** @param started 1 when this claim starts an attempt or a look-up, else 0 */
    private static Seen seen(ResultSet row, String token, boolean lookUp, int started) throws SQLException {
        Instant at = instant(row, "at");
        Instant first = instant(row, "first_sent_at");
        return new Seen(
                new Claimed(
                        row.getString("id"),
                        token,
                        lookUp,
                        row.getString("case_ref"),
                        row.getString("destination"),
                        row.getString("operation"),
                        row.getInt("sequence"),
                        row.getString("marker"),
                        readable(row.getString("id"), row.getString("payload")),
                        row.getInt("attempts") + (lookUp ? 0 : started),
                        row.getInt("failures"),
                        lookUp ? row.getInt("lookups") + started : 0,
                        first == null ? at : first,
                        lookUp || started == 0 ? instant(row, "sent_at") : at,
                        row.getString("place"),
                        row.getString("acts_on")),
                at);
    }

    /** Null for a payload that cannot be read: one such row must not keep the others from being claimed. */
    private static Map<String, String> readable(String id, String json) {
        try {
            return payload(json);
        } catch (IllegalStateException e) {
            LOG.error("dispatch {} cannot be read: {}", id, FailureName.of(e));
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, String> payload(String json) {
        return json.equals("{}") ? Map.of() : Json.read(json, Map.class);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
