package io.patchbay.dispatch;

import static io.patchbay.dispatch.ClaimStore.instant;
import static io.patchbay.dispatch.ClaimStore.time;

import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.InList;
import io.patchbay.platform.SqlDialect;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.stereotype.Component;

/** Writes outcomes down, many in one batch, each guarded by dispatch, state and token. */
@Component
class OutcomeStore {
    private static final String SETTLE = "update dispatch set state = ?, due_at = ?, token = null, lease_until = null,"
            + " failures = failures + ?, lookups = ?, reason = ?, provider_id = coalesce(?, provider_id),"
            + " provider_key = coalesce(?, provider_key), provider_channel = coalesce(?, provider_channel),"
            + " provider_url = coalesce(?, provider_url), settled_at = ? where id = ? and coalesce(state, '') = ? and token = ?";
    private static final String SETTLE_ALL = "update dispatch set state = k.state,"
            + " due_at = cast(? as timestamp with time zone) + k.wait * interval '1 millisecond', token = null,"
            + " lease_until = null, failures = dispatch.failures + k.failed, lookups = k.lookups, reason = k.reason,"
            + " provider_id = coalesce(k.provider_id, dispatch.provider_id), provider_key = coalesce(k.provider_key, dispatch.provider_key),"
            + " provider_channel = coalesce(k.provider_channel, dispatch.provider_channel),"
            + " provider_url = coalesce(k.provider_url, dispatch.provider_url), settled_at = case when k.ended"
            + " then cast(? as timestamp with time zone) end from unnest(?::varchar[], ?::varchar[], ?::varchar[],"
            + " ?::varchar[], ?::bigint[], ?::integer[], ?::integer[], ?::varchar[], ?::varchar[], ?::varchar[],"
            + " ?::varchar[], ?::varchar[], ?::boolean[]) as k(id, claimed, token, state, wait, failed, lookups, reason,"
            + " provider_id, provider_key, provider_channel, provider_url, ended) where dispatch.id = k.id"
            + " and coalesce(dispatch.state, '') = k.claimed and dispatch.token = k.token returning k.id || k.token";
    private static final String ATTEMPT = "insert into dispatch_attempt (dispatch_id, number, started_at, outcome,"
            + " http_status, reason) values (?, ?, ?, ?, ?, ?)";
    static final String LAST_UNKNOWN = "select dispatch_id, max(started_at) as started_at from dispatch_attempt"
            + " where dispatch_id in %s and outcome = 'unknown' group by dispatch_id";
    private static final String RELEASE = "update dispatch set state = 'ready',"
            + " due_at = case when state = 'waiting' then due_at else least(due_at, ?) end,"
            + " awaits = null where awaits in %s"
            + " and (coalesce(state, '') = 'waiting' or coalesce(state, '') = 'ready' and attempts = 0)";

    private final JdbcTemplate jdbc;
    private final DatabaseClock clock;
    private final SqlDialect dialect;

    OutcomeStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.clock = new DatabaseClock(jdbc);
        this.dialect = new SqlDialect(jdbc);
    }

    /** A claimed row with its outcome and what follows from it. */
    record Change(Claimed row, Outcome outcome, Next next) {
        boolean ended() {
            return next.state().ended();
        }

        /** The ticket or message that it belongs to stands no more: what did not happen is left. */
        Change notSentAgain() {
            return next.state() == State.READY || next.state() == State.DEAD
                    ? new Change(row, outcome, Next.end(State.CANCELLED, "superseded: the case moved on"))
                    : this;
        }
    }

    Instant now() {
        return clock.now().toInstant();
    }

    /**
     * The database's time at this moment, also late in a transaction, whose own time stands still. On H2, where there is no
     * second node, the transaction's time.
     */
    Instant moment() {
        return dialect.isPostgres()
                ? jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class)
                        .toInstant()
                : now();
    }

    /** Applies the changes whose claim still holds and returns those; the others have been overtaken. */
    List<Change> apply(List<Change> changes, Instant now) {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing(change -> change.row().id()));
        if (dialect.isPostgres()) {
            Set<String> applied = applyTogether(sorted, now);
            return sorted.stream()
                    .filter(change ->
                            applied.contains(change.row().id() + change.row().token()))
                    .toList();
        }
        int[][] counts = jdbc.batchUpdate(SETTLE, sorted, sorted.size(), (statement, change) -> {
            values(statement, change, now);
            statement.setString(11, change.row().id());
            statement.setString(12, claimedState(change));
            statement.setString(13, change.row().token());
        });
        List<Change> applied = new ArrayList<>(sorted.size());
        for (int i = 0; i < counts[0].length; i++) {
            if (counts[0][i] == 1) {
                applied.add(sorted.get(i));
            }
        }
        return applied;
    }

    private static String claimedState(Change change) {
        return (change.row().lookUp() ? State.UNKNOWN : State.SENDING).text();
    }

    /** In one statement; ids and tokens of those whose claim still held. */
    private Set<String> applyTogether(List<Change> sorted, Instant now) {
        return new HashSet<>(jdbc.queryForList(
                SETTLE_ALL,
                String.class,
                time(now),
                time(now),
                texts(sorted, change -> change.row().id()),
                texts(sorted, OutcomeStore::claimedState),
                texts(sorted, change -> change.row().token()),
                texts(sorted, change -> change.next().state().text()),
                sorted.stream().map(change -> change.next().in().toMillis()).toArray(Long[]::new),
                sorted.stream().map(change -> change.next().failed() ? 1 : 0).toArray(Integer[]::new),
                sorted.stream()
                        .map(change -> change.next().state() == State.UNKNOWN
                                ? change.row().lookUps()
                                : 0)
                        .toArray(Integer[]::new),
                texts(sorted, change -> clipped(change.next().reason(), 1_000)),
                texts(sorted, change -> clipped(change.outcome().id(), 255)),
                texts(sorted, change -> clipped(change.outcome().key(), 255)),
                texts(sorted, change -> clipped(change.outcome().channel(), 64)),
                texts(sorted, change -> clipped(change.outcome().url(), 1_024)),
                sorted.stream().map(Change::ended).toArray(Boolean[]::new)));
    }

    private static String[] texts(List<Change> changes, Function<Change, String> value) {
        return changes.stream().map(value).toArray(String[]::new);
    }

    private static void values(PreparedStatement statement, Change change, Instant now) throws SQLException {
        Next next = change.next();
        Outcome outcome = change.outcome();
        statement.setString(1, next.state().text());
        statement.setObject(2, time(now.plus(next.in())));
        statement.setInt(3, next.failed() ? 1 : 0);
        statement.setInt(4, next.state() == State.UNKNOWN ? change.row().lookUps() : 0);
        statement.setString(5, clipped(next.reason(), 1_000));
        statement.setString(6, clipped(outcome.id(), 255));
        statement.setString(7, clipped(outcome.key(), 255));
        statement.setString(8, clipped(outcome.channel(), 64));
        statement.setString(9, clipped(outcome.url(), 1_024));
        if (change.ended()) {
            statement.setObject(10, time(now));
        } else {
            statement.setNull(10, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }

    /** Has those creates looked at again whose answers may hide a second ticket. */
    void noteDoubles(List<Change> applied, Instant now) {
        noteDoublesOf(
                applied.stream()
                        .filter(change -> change.next().state() == State.DONE
                                && change.row().operation().equals(Operation.CREATE_ISSUE)
                                && (change.row().lookUp() || change.row().attempts() > 1))
                        .map(change -> change.row().id())
                        .toList(),
                now);
    }

    void noteDoublesOf(List<String> dispatchIds, Instant now) {
        DuplicateTicketStore.note(jdbc, dispatchIds, now);
    }

    /** Keeps attempts for the record, except those of which their dispatch tells everything: the first one, which succeeded. */
    void recordAttempts(List<Change> sent) {
        List<Change> kept = sent.stream()
                .filter(change ->
                        change.row().attempts() > 1 || change.outcome().kind() != Outcome.Kind.SUCCEEDED)
                .toList();
        batch(ATTEMPT, kept, (statement, change) -> {
            statement.setString(1, change.row().id());
            statement.setInt(2, change.row().attempts());
            statement.setObject(3, time(change.row().sentAt()));
            statement.setString(4, change.outcome().kind().name().toLowerCase(Locale.ROOT));
            statement.setInt(5, change.outcome().httpStatus());
            String reason = clipped(change.outcome().reason(), 1_000);
            statement.setString(6, reason == null ? "" : reason);
        });
    }

    /** When the last of those attempts was started whose outcome is not known, for each dispatch that has one. */
    Map<String, Instant> lastUnknown(List<String> dispatchIds) {
        InList ids = InList.of(dispatchIds);
        Map<String, Instant> last = new HashMap<>();
        jdbc.query(
                LAST_UNKNOWN.formatted(ids.marks()),
                row -> {
                    last.put(row.getString(1), instant(row, "started_at"));
                },
                ids.parameters());
        return last;
    }

    /** Makes ready what waited for these dispatches, and says how many there were. */
    int release(List<String> ended, Instant now) {
        if (ended.isEmpty()) {
            return 0;
        }
        InList awaited = InList.of(ended);
        List<Object> parameters = new ArrayList<>(awaited.values().size() + 1);
        parameters.add(time(now));
        parameters.addAll(awaited.values());
        return jdbc.update(RELEASE.formatted(awaited.marks()), parameters.toArray());
    }

    private <T> int[] batch(String sql, List<T> items, ParameterizedPreparedStatementSetter<T> values) {
        return items.isEmpty() ? new int[0] : jdbc.batchUpdate(sql, items, items.size(), values)[0];
    }

    /** Null instead of an empty text; a longer one loses its end. */
    static String clipped(String text, int most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return text.length() <= most ? text : text.substring(0, most);
    }
}
