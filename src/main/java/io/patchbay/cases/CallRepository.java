package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.QueueCondition;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The calls and the phases told of them. Every method runs inside the caller's transaction; two transactions that meet
 * on one call wait for each other, or one fails with a duplicate key and is done again.
 */
@Repository
class CallRepository {
    private static final String CALL =
            "select state, report, case_ref from call_record where source = ? and call_id = ?";

    private final JdbcClient jdbc;
    private final DatabaseClock clock;

    CallRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
        this.clock = new DatabaseClock(template);
    }

    record Row(String state, CallReport report, String caseRef) {}

    /** Notes that the event told the phase; false when an earlier event had. */
    boolean addPhase(String source, String callId, String phaseKey, String eventId) {
        return jdbc.sql("insert into call_phase (source, call_id, phase_key, event_id)"
                                + " select ?, ?, ?, ? where not exists"
                                + " (select 1 from call_phase where source = ? and call_id = ? and phase_key = ?)")
                        .params(source, callId, phaseKey, eventId, source, callId, phaseKey)
                        .update()
                == 1;
    }

    /** One of the events that told of the call. */
    Optional<String> event(String source, String callId) {
        return jdbc
                .sql("select event_id from call_phase where source = ? and call_id = ? order by phase_key limit 1")
                .params(source, callId)
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    /** Adds the call; false when it is there already. */
    boolean add(CallReport report, String state, OffsetDateTime decideAt) {
        return jdbc.sql("insert into call_record (source, call_id, state, report, decide_at)"
                                + " select ?, ?, ?, ?, ? where not exists"
                                + " (select 1 from call_record where source = ? and call_id = ?)")
                        .params(
                                report.source(),
                                report.callId(),
                                state,
                                CallReportJson.write(report),
                                decideAt,
                                report.source(),
                                report.callId())
                        .update()
                == 1;
    }

    /** The call, locked until the transaction ends. */
    Row lock(String source, String callId) {
        return find(CALL + " for update", source, callId).orElseThrow();
    }

    Optional<Row> find(String source, String callId) {
        return find(CALL, source, callId);
    }

    private Optional<Row> find(String sql, String source, String callId) {
        return jdbc.sql(sql)
                .params(source, callId)
                .query((row, number) -> new Row(
                        row.getString(1),
                        CallReportJson.read(row.getString(2)),
                        Optional.ofNullable(row.getString(3)).orElse("")))
                .optional();
    }

    void update(CallReport report, String state, OffsetDateTime decideAt) {
        jdbc.sql("update call_record set report = ?, state = ?, decide_at = ? where source = ? and call_id = ?")
                .params(CallReportJson.write(report), state, decideAt, report.source(), report.callId())
                .update();
    }

    /** What was known of the call while its case was restricted. */
    SealedValues sealed(String source, String callId) {
        return jdbc.sql("select sealed from call_record where source = ? and call_id = ?")
                .params(source, callId)
                .query(String.class)
                .optional()
                .map(SealedValues::parse)
                .orElse(SealedValues.NONE);
    }

    /** Seals everything that is known of the call by now; it stays sealed. */
    SealedValues seal(CallReport report) {
        SealedValues before = sealed(report.source(), report.callId());
        SealedValues after = before.with(report);
        if (!after.json().equals(before.json())) {
            jdbc.sql("update call_record set sealed = ? where source = ? and call_id = ?")
                    .params(after.json(), report.source(), report.callId())
                    .update();
        }
        return after;
    }

    /** The first call of the case besides that one, or empty when there is no other. */
    Optional<CallReport> other(String caseRef, String source, String callId) {
        return jdbc.sql("select report from call_record where case_ref = ? and not (source = ? and call_id = ?)"
                        + " order by first_seen, source, call_id limit 1")
                .params(caseRef, source, callId)
                .query((row, number) -> CallReportJson.read(row.getString(1)))
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

    void attach(String source, String callId, String caseRef) {
        jdbc.sql("update call_record set state = 'decided', decide_at = null, case_ref = ?"
                        + " where source = ? and call_id = ?")
                .params(caseRef, source, callId)
                .update();
        jdbc.sql("insert into case_source (case_ref, source, call_id) select ?, ?, ? where not exists"
                        + " (select 1 from case_source where case_ref = ? and source = ?)")
                .params(caseRef, source, callId, caseRef, source)
                .update();
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

    /** The calls whose time to be decided has come and that nobody holds, first due first. */
    List<DueCall> due(int limit) {
        return jdbc.sql(
                        "select source, call_id from call_record where state = 'gathering' and decide_at <= current_timestamp"
                                + " order by state, decide_at limit ? for update skip locked")
                .param(limit)
                .query((row, number) -> new DueCall(row.getString(1), row.getString(2)))
                .list();
    }

    /** Takes a due call out of the poll for a while, so that one that cannot be decided does not spin. */
    boolean postpone(DueCall call, Duration by) {
        OffsetDateTime until = now().plus(by);
        return jdbc.sql("update call_record set decide_at = ? where source = ? and call_id = ?"
                                + " and state = 'gathering' and decide_at <= current_timestamp")
                        .params(until, call.source(), call.callId())
                        .update()
                == 1;
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
