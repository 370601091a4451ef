package io.patchbay.intake;

import io.patchbay.event.VisibleQueues;
import io.patchbay.intake.expression.Message;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.HeldRows;
import io.patchbay.platform.InList;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.QueueCondition;
import io.patchbay.platform.SqlDialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The inbox's table. States: received, claimed, done, ignored, quarantined, dead. A guard on a row's state says {@code
 * coalesce(state, '')}, so that PostgreSQL finds the row by its id: while it has no statistics, or those of an empty
 * queue, it takes the state's index for as good and walks through the whole backlog.
 */
@Repository
class EventRepository {
    static final String PURGE = "delete from event where id in (select id from event where received_at < ?"
            + " and state in ('done', 'ignored') order by received_at limit ?)";

    /** The body only of events that are not known by the ids in the place of the marks. */
    private static final String KEPT = "id, token, source, content_type, query, headers, case when id in %s then null"
            + " else body end, coalesce(call_id, ''), received_at, receives";

    private static final Comparator<KeptEvent> OLDEST_FIRST =
            Comparator.comparing(KeptEvent::receivedAt).thenComparing(KeptEvent::id);
    private static final String END_ALL = "update event set state = k.state, token = null, lease_until = null,"
            + " case_ref = nullif(k.case_ref, ''), reason = nullif(k.reason, '') from unnest(?::varchar[], ?::varchar[],"
            + " ?::varchar[], ?::varchar[], ?::varchar[]) as k(id, token, state, case_ref, reason)"
            + " where event.id = k.id and coalesce(event.state, '') = 'claimed' and event.token = k.token";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final SqlDialect dialect;
    private final HeldRows held = new HeldRows();

    EventRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.clock = new DatabaseClock(template);
        this.dialect = new SqlDialect(template);
    }

    private static final String VIEW =
            "select id, source, state, call_id, phase, case_ref, reason, received_at, receives from event";
    /** An event that was set aside belongs to its call all the same. */
    private static final String CASE_OF_CALL = "(select of_call.case_ref from call_record of_call"
            + " where of_call.source = event.source and of_call.call_id = event.call_id)";

    List<String> due(int limit) {
        return jdbc.sql("select id from event where state = 'received' and due_at <= current_timestamp"
                        + " order by state, due_at, id limit ?" + held.passedBy())
                .param(limit)
                .query(String.class)
                .list();
    }

    /**
     * Takes those of the events that nobody else took, and reads them; oldest first.
     *
     * @param parsed what is known of their content by id, and not to be read again
     */
    List<KeptEvent> claim(List<String> ids, Map<String, Message> parsed, String token, Duration lease) {
        InList list = InList.of(ids);
        InList known = InList.of(parsed.isEmpty() ? List.of("") : parsed.keySet());
        String kept = KEPT.formatted(known.marks());
        RowMapper<KeptEvent> reader = (row, number) -> kept(row, parsed);
        if (dialect.isPostgres()) {
            return held
                    .noticing(() -> jdbc.sql("update event set state = 'claimed', token = ?, lease_until = "
                                    + DatabaseClock.SECONDS_FROM_NOW + ", receives = receives + 1 where id in "
                                    + list.marks() + " and coalesce(state, '') = 'received' returning " + kept)
                            .param(token)
                            .param(DatabaseClock.seconds(lease))
                            .params(list.values())
                            .params(known.values())
                            .query(reader)
                            .list())
                    .stream()
                    .sorted(OLDEST_FIRST)
                    .toList();
        }
        OffsetDateTime until = clock.now().plus(lease);
        held.noticing(() -> template.batchUpdate(
                "update event set state = 'claimed', token = ?, lease_until = ?, receives = receives + 1"
                        + " where id = ? and coalesce(state, '') = 'received'",
                ids.stream().map(id -> new Object[] {token, until, id}).toList()));
        return jdbc
                .sql("select " + kept + " from event where id in " + list.marks()
                        + " and coalesce(state, '') = 'claimed' and token = ?")
                .params(known.values())
                .params(list.values())
                .param(token)
                .query(reader)
                .list()
                .stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private static KeptEvent kept(ResultSet row, Map<String, Message> parsed) throws SQLException {
        Message known = parsed.get(row.getString(1));
        EventContent content = known != null
                ? EventContent.parsed(known)
                : EventContent.stored(
                        row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getBytes(7));
        return new KeptEvent(
                row.getString(1),
                row.getString(2),
                content,
                row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getInt(10));
    }

    /** Ends the claims; false when one of them was not ours any more. */
    boolean end(List<EndedEvent> ended) {
        if (dialect.isPostgres()) {
            return template.update(
                            END_ALL,
                            ended.stream().map(each -> each.event().id()).toArray(String[]::new),
                            ended.stream().map(each -> each.event().token()).toArray(String[]::new),
                            ended.stream().map(EndedEvent::state).toArray(String[]::new),
                            ended.stream().map(EndedEvent::caseRef).toArray(String[]::new),
                            ended.stream().map(EndedEvent::reason).toArray(String[]::new))
                    == ended.size();
        }
        return ended.stream()
                .allMatch(each -> finish(
                        each.event(),
                        each.state(),
                        each.caseRef().isEmpty() ? null : each.caseRef(),
                        each.reason().isEmpty() ? null : each.reason()));
    }

    /** Ends the claim; false when it was not ours any more. */
    boolean finish(KeptEvent event, String state, String caseRef, String reason) {
        return jdbc.sql("update event set state = ?, token = null, lease_until = null, case_ref = ?, reason = ?"
                                + " where id = ? and coalesce(state, '') = 'claimed' and token = ?")
                        .params(state, caseRef, reason, event.id(), event.token())
                        .update()
                == 1;
    }

    /** Gives the claim back, to be taken again after a while. */
    void giveBack(KeptEvent event, Duration after, String reason, boolean counts) {
        jdbc.sql("update event set state = 'received', token = null, lease_until = null, due_at = ?, reason = ?,"
                        + " receives = receives - ? where id = ? and coalesce(state, '') = 'claimed' and token = ?")
                .params(clock.now().plus(after), reason, counts ? 0 : 1, event.id(), event.token())
                .update();
    }

    /** When the event came that is next in that state. */
    Optional<Instant> oldest(String state) {
        return jdbc.sql("select received_at from event where state <> 'done' and state = ?"
                        + " order by state, due_at, id limit 1")
                .param(state)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** How many claims should have ended before that time, and how many events should have been claimed; a hundred of each at most. */
    int stuck(Instant before) {
        OffsetDateTime time = before.atOffset(ZoneOffset.UTC);
        return jdbc.sql("select id from event where state = 'claimed' and lease_until < ?"
                                + " order by state, lease_until limit 100")
                        .param(time)
                        .query(String.class)
                        .list()
                        .size()
                + jdbc.sql("select id from event where state = 'received' and due_at < ?"
                                + " order by state, due_at, id limit 100")
                        .param(time)
                        .query(String.class)
                        .list()
                        .size();
    }

    Instant databaseTime() {
        return clock.now().toInstant();
    }

    /**
     * Puts back what a node took and never finished, and sets aside what was taken that often: it may be what ended the
     * nodes.
     */
    int reclaim(int limit, int mostReceives) {
        return reclaim("lease_until < current_timestamp", List.of(), limit, mostReceives);
    }

    /** The same for everything that the node has taken, whose lease may not have ended. */
    int reclaim(String node, int limit, int mostReceives) {
        return reclaim(NodeIdentity.CLAIMED_BY, List.of(node), limit, mostReceives);
    }

    /** One statement that passes by locked rows. @param given which claims are given up, as a condition */
    private int reclaim(String given, List<String> parameters, int limit, int mostReceives) {
        return jdbc.sql("update event set state = case when receives < ? then 'received' else 'dead' end,"
                        + " reason = case when receives < ? then reason else 'taken too often and never finished' end,"
                        + " token = null, lease_until = null where id in (select id from event where state = 'claimed' and "
                        + given + " order by state, lease_until limit ? for update skip locked)"
                        + " and coalesce(state, '') = 'claimed' and " + given)
                .params(mostReceives, mostReceives)
                .params(parameters)
                .param(limit)
                .params(parameters)
                .update();
    }

    /** Puts an event that was set aside back to work; false when it is not set aside. */
    boolean readmit(String id) {
        return jdbc.sql("update event set state = 'received', receives = 0, due_at = current_timestamp, reason = null"
                                + " where id = ? and coalesce(state, '') in ('quarantined', 'dead')")
                        .param(id)
                        .update()
                == 1;
    }

    /** Deletes the oldest events that have ended that long ago, and says how many. */
    int purge(Duration age, int most) {
        return template.update(PURGE, clock.now().minus(age), most);
    }

    Optional<EventView> view(String id, VisibleQueues visible) {
        QueueCondition ofEvent = QueueCondition.onCase("event.case_ref", visible);
        QueueCondition ofCall = QueueCondition.onCase(CASE_OF_CALL, visible);
        return jdbc.sql(VIEW + " where id = ? and " + ofEvent.sql() + " and " + ofCall.sql())
                .params(ofCall.between(ofEvent.between(List.of(id))))
                .query(EventRepository::view)
                .optional();
    }

    List<EventView> inState(String state, int limit, VisibleQueues visible) {
        QueueCondition ofEvent = QueueCondition.onCase("event.case_ref", visible);
        QueueCondition ofCall = QueueCondition.onCase(CASE_OF_CALL, visible);
        String index = state.equals("done") ? "" : " and state <> 'done'";
        return jdbc.sql(VIEW + " where state = ?" + index + " and " + ofEvent.sql() + " and " + ofCall.sql()
                        // Nearly all events are done: they are read in the order of their ids, which is that of their
                        // arrival.
                        + (state.equals("done") ? " order by id limit ?" : " order by state, due_at, id limit ?"))
                .params(ofCall.between(ofEvent.between(List.of(state)), limit))
                .query(EventRepository::view)
                .list();
    }

    private static EventView view(ResultSet row, int number) throws SQLException {
        return new EventView(
                row.getString("id"),
                row.getString("source"),
                row.getString("state"),
                row.getString("call_id"),
                row.getString("phase"),
                row.getString("case_ref"),
                row.getString("reason"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getInt("receives"));
    }
}
