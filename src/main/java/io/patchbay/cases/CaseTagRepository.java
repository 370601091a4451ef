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
class CaseTagRepository {
    private final JdbcTemplate jdbc;
    private final SqlDialect dialect;

    CaseTagRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.dialect = new SqlDialect(jdbc);
    }

    /** @param queue the queue of the decision that is counted first; no part of the tag's identity */
    record Tag(String caseRef, String kind, String topic, String queue) implements Comparable<Tag> {
        private static final Comparator<Tag> ORDER =
                Comparator.comparing(Tag::caseRef).thenComparing(Tag::kind).thenComparing(Tag::topic);

        @Override
        public int compareTo(Tag other) {
            return ORDER.compare(this, other);
        }
    }

    /** Tags the cases and returns what is new: a case has each tag once. */
    Set<Tag> add(Collection<Tag> tags) {
        if (tags.isEmpty()) {
            return Set.of();
        }
        InList refs = InList.of(tags.stream().map(Tag::caseRef).collect(Collectors.toSet()));
        Set<List<String>> known = new HashSet<>(jdbc.query(
                "select case_ref, kind, topic from case_mark where case_ref in " + refs.marks(),
                (row, number) -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                refs.parameters()));
        Set<Tag> fresh = tags.stream()
                .filter(tag -> !known.contains(List.of(tag.caseRef(), tag.kind(), tag.topic())))
                .collect(Collectors.toSet());
        dialect.insertMissing(
                "case_mark",
                List.of("case_ref", "kind", "topic", "queue"),
                3,
                fresh.stream()
                        .map(tag -> new Object[] {tag.caseRef(), tag.kind(), tag.topic(), tag.queue()})
                        .toList());
        return fresh;
    }
}
