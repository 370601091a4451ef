package io.patchbay.cases.timeline;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.patchbay.cases.TimelineEntry;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The append-only timeline. Appending locks nothing: the entries of a case are ordered by the database and numbered when
 * they are read.
 */
@Repository
public class TimelineRepository {
    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();
    private static final String INSERT =
            "insert into timeline_entry (case_ref, kind, actor, detail) values (?, ?, ?, ?)";

    private final JdbcTemplate jdbc;

    public TimelineRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends the entries, each to its case, in the order given. */
    public void append(List<Map.Entry<String, TimelineEntry>> entries) {
        if (!entries.isEmpty()) {
            jdbc.batchUpdate(
                    INSERT,
                    entries.stream()
                            .map(entry -> row(entry.getKey(), entry.getValue()))
                            .toList());
        }
    }

    private static Object[] row(String caseRef, TimelineEntry entry) {
        return new Object[] {caseRef, entry.kind(), entry.actor(), Json.write(entry.detail())};
    }

    public void append(String caseRef, TimelineEntry entry) {
        append(List.of(Map.entry(caseRef, entry)));
    }

    /** The entries of the case, numbered from 1. */
    public List<TimelineEntry> of(String caseRef) {
        return of(caseRef, VisibleQueues.ALL);
    }

    /** None when the case is not visible. */
    public List<TimelineEntry> of(String caseRef, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("timeline_entry.case_ref", visible);
        return jdbc.query(
                "select at, kind, actor, detail from timeline_entry where case_ref = ? and " + seen.sql()
                        + " order by case_ref, seq",
                (row, number) -> new TimelineEntry(
                        number + 1,
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        Json.read(row.getString(4), TYPES.constructMapType(Map.class, String.class, Object.class))),
                seen.between(List.of(caseRef)).toArray());
    }
}
