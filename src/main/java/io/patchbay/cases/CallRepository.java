package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.QueueCondition;
import io.patchbay.platform.SqlDialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The calls with everything their events said. Every method runs inside the caller's transaction; two transactions that
 * meet on one call wait for each other, or one fails with a duplicate key and is done again.
 */
@Repository
class CallRepository {
    private static final String COLUMNS = "state, report, case_ref, sealed, decide_at";
    private static final String CALL = "select " + COLUMNS + " from call_record where source = ? and call_id = ?";
    private static final String LOCK_ALL = "select k.source, k.call_id, c.* from unnest(?::varchar[], ?::varchar[])"
            + " as k(source, call_id) cross join lateral (select " + COLUMNS + " from call_record r"
            + " where r.source = k.source and r.call_id = k.call_id for update) c";
    private static final String INSERT = "insert into call_record (source, call_id, state, report, decide_at, case_ref,"
            + " sealed, event_id) values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE = "update call_record set state = ?, report = ?, decide_at = ?,"
            + " case_ref = coalesce(?, case_ref), sealed = ? where source = ? and call_id = ?";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final SqlDialect dialect;

    CallRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.clock = new DatabaseClock(template);
        this.dialect = new SqlDialect(template);
    }

    /** What identifies a call. */
    record Key(String source, String callId) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::source).thenComparing(Key::callId);

        static Key of(CallReport report) {
            return new Key(report.source(), report.callId());
        }
    }

    /** @param decideAt when it is to be decided without its analysis, or null when it is decided */
    record Row(String state, CallReport report, String caseRef, SealedValues sealed, OffsetDateTime decideAt) {}

    /**
     * A call as it is to be written.
     *
     * @param decideAt when to decide it without its analysis, or null when it is decided
     * @param caseRef its case, or null while it has none
     * @param eventId the first event that reported it; counts for a new call only
     */
    record NewRow(
            CallReport report,
            String state,
            OffsetDateTime decideAt,
            String caseRef,
            SealedValues sealed,
            String eventId) {}

    /** Those of the calls that are stored, locked in the order of their keys until the transaction ends. */
    Map<Key, Row> lock(Collection<Key> calls) {
        List<Key> keys = calls.stream().distinct().sorted(Key.ORDER).toList();
        Map<Key, Row> rows = new HashMap<>();
        if (keys.isEmpty()) {
            return rows;
        }
        if (dialect.isPostgres()) {
            template.query(
                    LOCK_ALL,
                    (RowCallbackHandler) row -> rows.put(new Key(row.getString(1), row.getString(2)), row(row, 0)),
                    keys.stream().map(Key::source).toArray(String[]::new),
                    keys.stream().map(Key::callId).toArray(String[]::new));
        } else {
            keys.forEach(key ->
                    find(CALL + " for update", key.source(), key.callId()).ifPresent(row -> rows.put(key, row)));
        }
        return rows;
    }

    /** The call, locked until the transaction ends. */
    Row lock(String source, String callId) {
        return Optional.ofNullable(lock(List.of(new Key(source, callId))).get(new Key(source, callId)))
                .orElseThrow();
    }

    Optional<Row> find(String source, String callId) {
        return find(CALL, source, callId);
    }

    private Optional<Row> find(String sql, String source, String callId) {
        return jdbc.sql(sql).params(source, callId).query(CallRepository::row).optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("state"),
                CallReportJson.read(row.getString("report")),
                Optional.ofNullable(row.getString("case_ref")).orElse(""),
                SealedValues.parse(row.getString("sealed")),
                row.getObject("decide_at", OffsetDateTime.class));
    }

    /** Adds calls that are not stored yet. */
    void insert(List<NewRow> rows) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    INSERT,
                    rows.stream()
                            .map(row -> new Object[] {
                                row.report().source(),
                                row.report().callId(),
                                row.state(),
                                CallReportJson.write(row.report()),
                                row.decideAt(),
                                row.caseRef(),
                                row.sealed().json(),
                                row.eventId()
                            })
                            .toList());
        }
    }

    /** Writes calls anew that the caller has locked. */
    void update(List<NewRow> rows) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    UPDATE,
                    rows.stream()
                            .map(row -> new Object[] {
                                row.state(),
                                CallReportJson.write(row.report()),
                                row.decideAt(),
                                row.caseRef(),
                                row.sealed().json(),
                                row.report().source(),
                                row.report().callId()
                            })
                            .toList());
        }
    }

    /** The first event that reported the call. */
    Optional<String> event(String source, String callId) {
        return jdbc.sql("select event_id from call_record where source = ? and call_id = ?")
                .params(source, callId)
                .query(String.class)
                .optional();
    }

    /** What was known of the call while its case was restricted. */
    SealedValues sealed(String source, String callId) {
        return find(source, callId).map(Row::sealed).orElse(SealedValues.NONE);
    }

    /** Seals everything that is known of the calls by now; it stays sealed. */
    void seal(Collection<CallReport> reports) {
        Map<Key, Row> rows = lock(reports.stream().map(Key::of).toList());
        List<Object[]> sealed = reports.stream()
                .filter(report -> rows.containsKey(Key.of(report)))
                .map(report -> new Object[] {
                    rows.get(Key.of(report)).sealed().with(report).json(), report.source(), report.callId()
                })
                .toList();
        if (!sealed.isEmpty()) {
            template.batchUpdate("update call_record set sealed = ? where source = ? and call_id = ?", sealed);
        }
    }

    /** The first call of the case besides that one, or empty when there is no other. */
    Optional<Row> other(String caseRef, String source, String callId) {
        return jdbc.sql("select " + COLUMNS
                        + " from call_record where case_ref = ? and not (source = ? and call_id = ?)"
                        + " order by first_seen, source, call_id limit 1")
                .params(caseRef, source, callId)
                .query(CallRepository::row)
                .optional();
    }

    /** Takes the call off its case; the source is notified of the case by its next call there, if it has one. */
    void detach(String caseRef, String source, String callId) {
        jdbc.sql("update call_record set case_ref = null where source = ? and call_id = ? and case_ref = ?")
                .params(source, callId, caseRef)
                .update();
        jdbc.sql("delete from case_source where case_ref = ? and source = ? and call_id = ?")
                .params(caseRef, source, callId)
                .update();
        jdbc.sql("insert into case_source (case_ref, source, call_id)"
                        + " select case_ref, source, min(call_id) from call_record c where case_ref = ? and source = ?"
                        + " and not exists (select 1 from case_source s where s.case_ref = c.case_ref and s.source = c.source)"
                        + " group by case_ref, source")
                .params(caseRef, source)
                .update();
    }

    /** Notes the sources of calls that joined cases: a source is notified of the case by its first call there. */
    void addSources(List<NewRow> joined) {
        dialect.insertMissing(
                "case_source",
                List.of("case_ref", "source", "call_id"),
                2,
                joined.stream()
                        .map(row -> new Object[] {
                            row.caseRef(), row.report().source(), row.report().callId()
                        })
                        .toList());
    }

    /** The sources whose calls are on the case besides that of its first call, each with its first call there. */
    Map<String, String> otherSources(String caseRef) {
        Map<String, String> sources = new TreeMap<>();
        jdbc.sql("select s.source, s.call_id from case_source s join support_case c on c.ref = s.case_ref"
                        + " where s.case_ref = ? and s.source <> c.source")
                .param(caseRef)
                .query((row, number) -> sources.put(row.getString(1), row.getString(2)))
                .list();
        return sources;
    }

    List<CallReport> ofCase(String caseRef) {
        return ofCase(caseRef, VisibleQueues.ALL);
    }

    /** None when the case is not visible. */
    List<CallReport> ofCase(String caseRef, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("call_record.case_ref", visible);
        return jdbc.sql("select report from call_record where case_ref = ? and " + seen.sql()
                        + " order by first_seen, source, call_id")
                .params(seen.between(List.of(caseRef)))
                .query((row, number) -> CallReportJson.read(row.getString(1)))
                .list();
    }

    /** The database's clock. */
    OffsetDateTime now() {
        return clock.now();
    }
}
