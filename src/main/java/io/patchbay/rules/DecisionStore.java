package io.patchbay.rules;

import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads decisions as they were stored. Nothing here writes. */
@Repository
public class DecisionStore {
    private static final int PAGE = 500;
    private static final String COLUMNS =
            "select d.id, d.case_ref, d.decided_at, d.content, d.source, d.call_id from decision d";

    private final JdbcClient jdbc;

    public DecisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A decision with the case it was made for. */
    public record Stored(String id, String caseRef, OffsetDateTime at, Decision decision) {}

    /** What a decision came to and the facts it saw, without its trail. */
    record Outcome(String queue, String rule, String ruleSet, Severity severity, Map<String, Object> facts) {}

    record Past(String id, String caseRef, CallKey call, OffsetDateTime at, Outcome outcome) {}

    record CallKey(String source, String callId) {}

    private record Row(String id, String caseRef, CallKey call, OffsetDateTime at, String content) {}

    public Optional<Stored> find(String id) {
        return find(id, VisibleQueues.ALL);
    }

    /** The decision; empty when there is none, or when it or its case is in a queue that is not visible. */
    public Optional<Stored> find(String id, VisibleQueues visible) {
        return one(COLUMNS + " where d.id = ?", id, visible);
    }

    /** The decision that stands for the case; empty when there is no such case, or when it is not visible. */
    public Optional<Stored> standing(String caseRef, VisibleQueues visible) {
        return one(COLUMNS + " join support_case c on d.id = c.decision_id where c.ref = ?", caseRef, visible);
    }

    private Optional<Stored> one(String sql, String key, VisibleQueues visible) {
        Seen seen = Seen.of(visible);
        return jdbc.sql(sql + " and " + seen.sql())
                .params(seen.between(List.of(key)))
                .query(DecisionStore::row)
                .optional()
                .map(DecisionStore::stored);
    }

    /** That neither what was decided nor where the case stands now is out of sight. */
    private record Seen(QueueCondition decided, QueueCondition stands) {
        static Seen of(VisibleQueues visible) {
            return new Seen(QueueCondition.on("d.queue", visible), QueueCondition.onCase("d.case_ref", visible));
        }

        String sql() {
            return decided.sql() + " and " + stands.sql();
        }

        List<Object> between(List<?> before, Object... after) {
            return stands.between(decided.between(before), after);
        }
    }

    private static Stored stored(Row row) {
        return new Stored(row.id(), row.caseRef(), row.at(), Json.read(row.content(), Decision.class));
    }

    /** When the oldest of the last so many decisions was made; empty when there are none. */
    Optional<OffsetDateTime> startOfLast(int decisions, VisibleQueues visible) {
        Seen seen = Seen.of(visible);
        return jdbc.sql("select min(decided_at) from (select d.decided_at from decision d where " + seen.sql()
                        + " order by d.decided_at desc fetch first ? rows only) latest")
                .params(seen.between(List.of(), decisions))
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single();
    }

    OffsetDateTime before(Duration ago) {
        return jdbc.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .minus(ago);
    }

    /** Every visible decision from then on, oldest first, page by page and at the most so many, without their trails. */
    void outcomes(OffsetDateTime from, int most, VisibleQueues visible, Consumer<List<Past>> page) {
        pages(
                from,
                most,
                Seen.of(visible),
                rows -> page.accept(rows.parallelStream()
                        .map(row -> new Past(
                                row.id(), row.caseRef(), row.call(), row.at(), Json.read(row.content(), Outcome.class)))
                        .toList()));
    }

    /** What was said on these calls, as far as it is kept. */
    Map<CallKey, CallReport> reports(Collection<CallKey> calls) {
        if (calls.isEmpty()) {
            return Map.of();
        }
        List<Object[]> keys = calls.stream()
                .distinct()
                .map(call -> new Object[] {call.source(), call.callId()})
                .toList();
        Map<CallKey, CallReport> reports = new HashMap<>();
        jdbc.sql("select report from call_record where (source, call_id) in (:keys)")
                .param("keys", keys)
                .query((row, number) -> CallReportJson.read(row.getString(1)))
                .list()
                .forEach(report -> reports.put(new CallKey(report.source(), report.callId()), report));
        return reports;
    }

    /** Every decision from then on, oldest first, page by page and at the most so many. */
    void decisions(OffsetDateTime from, int most, Consumer<List<Stored>> page) {
        pages(
                from,
                most,
                Seen.of(VisibleQueues.ALL),
                rows -> page.accept(rows.stream().map(DecisionStore::stored).toList()));
    }

    /** Both conditions on the time, so that both databases start in the index where the last page ended. */
    private void pages(OffsetDateTime from, int most, Seen seen, Consumer<List<Row>> page) {
        OffsetDateTime at = from;
        String id = "";
        int left = most;
        while (left > 0) {
            List<Row> rows = jdbc.sql(COLUMNS + " where d.decided_at >= ? and (d.decided_at > ? or d.id > ?) and "
                            + seen.sql() + " order by d.decided_at, d.id fetch first ? rows only")
                    .params(seen.between(List.of(at, at, id), Math.min(left, PAGE)))
                    .query(DecisionStore::row)
                    .list();
            if (rows.isEmpty()) {
                return;
            }
            page.accept(rows);
            left -= rows.size();
            at = rows.get(rows.size() - 1).at();
            id = rows.get(rows.size() - 1).id();
        }
    }

    private static Row row(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                new CallKey(row.getString(5), row.getString(6)),
                row.getObject(3, OffsetDateTime.class),
                row.getString(4));
    }
}
