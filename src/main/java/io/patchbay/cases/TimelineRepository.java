package io.patchbay.cases;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.patchbay.platform.Json;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The append-only timeline. The case row's counter gives each entry its number, so there can be no gap and no race. */
@Repository
class TimelineRepository {
    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();

    private final JdbcTemplate jdbc;

    TimelineRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the first entries of a case that the same transaction inserted with this counter. */
    void begin(String caseRef, List<TimelineEntry> entries) {
        int[] seq = {0};
        jdbc.batchUpdate(
                "insert into timeline_entry (case_ref, seq, kind, actor, detail) values (?, ?, ?, ?, ?)",
                entries.stream()
                        .map(entry ->
                                new Object[] {caseRef, ++seq[0], entry.kind(), entry.actor(), Json.write(entry.detail())
                                })
                        .toList());
    }

    /**
     * Appends the entries, each to its case, in the order given. The case rows stay locked until the transaction ends;
     * they are locked in the order of their references, so that two batches never wait for each other in a ring.
     */
    void append(List<Map.Entry<String, TimelineEntry>> entries) {
        Map<String, Integer> added = new TreeMap<>();
        entries.forEach(entry -> added.merge(entry.getKey(), 1, Integer::sum));
        jdbc.batchUpdate(
                "update support_case set timeline_seq = timeline_seq + ?, updated_at = current_timestamp where ref = ?",
                added.entrySet().stream()
                        .map(count -> new Object[] {count.getValue(), count.getKey()})
                        .toList());
        List<Object[]> rows = new ArrayList<>();
        for (Map.Entry<String, TimelineEntry> entry : entries) {
            int stillToCome = added.merge(entry.getKey(), -1, Integer::sum);
            TimelineEntry told = entry.getValue();
            rows.add(new Object[] {stillToCome, told.kind(), told.actor(), Json.write(told.detail()), entry.getKey()});
        }
        jdbc.batchUpdate(
                "insert into timeline_entry (case_ref, seq, kind, actor, detail)"
                        + " select ref, timeline_seq - ?, ?, ?, ? from support_case where ref = ?",
                rows);
    }

    void append(String caseRef, TimelineEntry entry) {
        append(List.of(Map.entry(caseRef, entry)));
    }

    List<TimelineEntry> of(String caseRef) {
        return jdbc.query(
                "select seq, at, kind, actor, detail from timeline_entry where case_ref = ? order by case_ref, seq",
                (row, number) -> new TimelineEntry(
                        row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        Json.read(row.getString(5), TYPES.constructMapType(Map.class, String.class, Object.class))),
                caseRef);
    }
}
