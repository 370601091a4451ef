package io.patchbay.cases;

import io.patchbay.platform.InList;
import io.patchbay.platform.SqlDialect;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** What is counted of cases. Runs inside the transaction that has locked the cases' rows. */
@Repository
class MarkRepository {
    private final JdbcTemplate jdbc;
    private final SqlDialect dialect;

    MarkRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.dialect = new SqlDialect(jdbc);
    }

    /** @param queue the queue of the decision that is counted first; no part of the mark's identity */
    record Mark(String caseRef, String kind, String topic, String queue) implements Comparable<Mark> {
        private static final Comparator<Mark> ORDER =
                Comparator.comparing(Mark::caseRef).thenComparing(Mark::kind).thenComparing(Mark::topic);

        @Override
        public int compareTo(Mark other) {
            return ORDER.compare(this, other);
        }
    }

    /** Marks the cases and returns what is new: a case has each mark once. */
    Set<Mark> add(Collection<Mark> marks) {
        if (marks.isEmpty()) {
            return Set.of();
        }
        InList refs = InList.of(marks.stream().map(Mark::caseRef).collect(Collectors.toSet()));
        Set<List<String>> known = new HashSet<>(jdbc.query(
                "select case_ref, kind, topic from case_mark where case_ref in " + refs.marks(),
                (row, number) -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                refs.parameters()));
        Set<Mark> fresh = marks.stream()
                .filter(mark -> !known.contains(List.of(mark.caseRef(), mark.kind(), mark.topic())))
                .collect(Collectors.toSet());
        dialect.insertMissing(
                "case_mark",
                List.of("case_ref", "kind", "topic", "queue"),
                3,
                fresh.stream()
                        .map(mark -> new Object[] {mark.caseRef(), mark.kind(), mark.topic(), mark.queue()})
                        .toList());
        return fresh;
    }
}
