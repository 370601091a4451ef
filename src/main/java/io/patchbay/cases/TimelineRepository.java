package io.patchbay.cases;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;

/**
 * The append-only timeline. Whoever appends holds the case's row, so that its entries are numbered without a gap and without
 * a race; the row itself, wide and in many indexes, is not written for it.
 */
@Repository
class TimelineRepository {
    private static final String LAST =
            "select c.ref, (select max(t.seq) from timeline_entry t where t.case_ref = c.ref)"
                    + " from support_case c where c.ref in %s";

    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();
    private static final String INSERT =
            "insert into timeline_entry (case_ref, seq, kind, actor, detail) values (?, ?, ?, ?, ?)";

    private final JdbcTemplate jdbc;

    TimelineRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the first entries of a case that the same transaction inserted. */
    void begin(String caseRef, List<TimelineEntry> entries) {
        int[] seq = {0};
        jdbc.batchUpdate(
                INSERT,
                entries.stream().map(entry -> row(caseRef, ++seq[0], entry)).toList());
    }

    /**
     * Appends the entries, each to its case, in the order given. The case rows stay locked until the transaction ends;
     * they are locked in the order of their references, so that two batches never wait for each other in a ring.
     */
    void append(List<Map.Entry<String, TimelineEntry>> entries) {
        InList refs = InList.of(entries.stream().map(Map.Entry::getKey).collect(toCollection(TreeSet::new)));
        // In two statements: one that waits for a lock still sees what was there before it waited.
        jdbc.queryForList(CaseRepository.HOLD.formatted(refs.marks()), String.class, refs.parameters());
        Map<String, Integer> last = new HashMap<>();
        jdbc.query(
                LAST.formatted(refs.marks()),
                (RowCallbackHandler) row -> last.put(row.getString(1), row.getInt(2)),
                refs.parameters());
        jdbc.batchUpdate(
                INSERT,
                entries.stream()
                        .filter(entry -> last.containsKey(entry.getKey()))
                        .map(entry ->
                                row(entry.getKey(), last.merge(entry.getKey(), 1, Integer::sum), entry.getValue()))
                        .toList());
    }

    private static Object[] row(String caseRef, int seq, TimelineEntry entry) {
        return new Object[] {caseRef, seq, entry.kind(), entry.actor(), Json.write(entry.detail())};
    }

    void append(String caseRef, TimelineEntry entry) {
        append(List.of(Map.entry(caseRef, entry)));
    }

    List<TimelineEntry> of(String caseRef) {
        return of(caseRef, VisibleQueues.ALL);
    }

    /** None when the case is not visible. */
    List<TimelineEntry> of(String caseRef, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("timeline_entry.case_ref", visible);
        return jdbc.query(
                "select seq, at, kind, actor, detail from timeline_entry where case_ref = ? and " + seen.sql()
                        + " order by case_ref, seq",
                (row, number) -> new TimelineEntry(
                        row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        Json.read(row.getString(5), TYPES.constructMapType(Map.class, String.class, Object.class))),
                seen.between(List.of(caseRef)).toArray());
    }
}
