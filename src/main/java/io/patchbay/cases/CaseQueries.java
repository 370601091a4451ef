package io.patchbay.cases;

import io.patchbay.cases.timeline.TimelineRepository;
import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.QueueCondition;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads cases for whoever may see them. */
@Component
public class CaseQueries {
    private final JdbcClient jdbc;
    private final BriefRepository briefs;
    private final DecisionRepository decisions;
    private final CallRepository calls;
    private final TimelineRepository timeline;

    CaseQueries(
            JdbcTemplate template,
            BriefRepository briefs,
            DecisionRepository decisions,
            CallRepository calls,
            TimelineRepository timeline) {
        this.jdbc = JdbcClient.create(template);
        this.briefs = briefs;
        this.decisions = decisions;
        this.calls = calls;
        this.timeline = timeline;
    }

    Optional<CaseBrief> find(String ref) {
        return find(ref, VisibleQueues.ALL);
    }

    /** The case as it stands; empty when there is none, or when it is in a queue that is not visible. */
    public Optional<CaseBrief> find(String ref, VisibleQueues visible) {
        return Optional.ofNullable(briefs.of(List.of(ref), visible).get(ref));
    }

    /** The decision that stands; empty when the case is not visible. */
    public Optional<Decision> decision(String ref, VisibleQueues visible) {
        return decisions.standing(ref, visible);
    }

    /** What that reader may see of what was said and done on the case: calls first seen first, entries in their order. */
    public CaseHistory history(String ref, VisibleQueues visible) {
        return CaseHistory.of(calls.ofCase(ref, visible), timeline.of(ref, visible), visible, report -> calls.sealed(
                        report.source(), report.callId())
                .open(report));
    }

    /** Every call of the case, as reported so far, first seen first. */
    public List<CallReport> calls(String ref) {
        return calls.ofCase(ref);
    }

    public List<TimelineEntry> timeline(String ref) {
        return timeline.of(ref);
    }

    /**
     * The visible cases that pass the filter, newest first.
     *
     * @param cursor what an earlier page gave as {@code next}, or the empty string for the first page
     * @param size how many at the most, 1 to 200
     * @throws IllegalArgumentException when the cursor was not given by an earlier page
     */
    public CasePage list(CaseFilter filter, VisibleQueues visible, String cursor, int size) {
        Cursor after = cursor.isEmpty() ? null : Cursor.read(cursor);
        List<Object> values = new ArrayList<>();
        String sql = queues(filter, visible).stream()
                .map(queue -> newest(queue, filter, after, size + 1, values))
                .collect(Collectors.joining(") union all ("));
        values.add(size + 1);
        List<Row> rows = jdbc.sql("select ref, opened_at from ((" + sql + ")) newest"
                        + " order by opened_at desc, ref desc limit ?")
                .params(values)
                .query((row, number) -> new Row(row.getString(1), row.getObject(2, OffsetDateTime.class)))
                .list();
        boolean more = rows.size() > size;
        List<Row> page = more ? rows.subList(0, size) : rows;
        var found = briefs.of(page.stream().map(Row::ref).toList());
        String next = more ? Cursor.of(page.get(size - 1)).text() : null;
        return new CasePage(page.stream().map(row -> found.get(row.ref())).toList(), next);
    }

    /**
     * The parts of the list that are read each by itself: whoever sees a few queues only, with few cases in them, would
     * otherwise walk through everybody's.
     */
    private static List<QueueCondition> queues(CaseFilter filter, VisibleQueues visible) {
        boolean byQueue = filter.account().isEmpty()
                && filter.owner().isEmpty()
                && filter.callId().isEmpty();
        if (!byQueue
                || visible.all()
                || visible.names().isEmpty()
                || !filter.queue().isEmpty()) {
            return List.of(QueueCondition.on("queue", visible));
        }
        return visible.names().stream()
                .sorted()
                .map(name -> QueueCondition.on("queue", VisibleQueues.of(Set.of(name))))
                .toList();
    }

    /** Reads the newest cases that pass the filter, without those before the cursor. @param values what it adds its own to */
    private static String newest(QueueCondition seen, CaseFilter filter, Cursor after, int most, List<Object> values) {
        StringBuilder where = new StringBuilder(seen.sql());
        values.addAll(seen.parameters());
        equal(where, values, "queue", filter.queue());
        equal(where, values, "status", filter.status());
        equal(where, values, "account_id", filter.account());
        equal(where, values, "owner_id", filter.owner());
        if (!filter.callId().isEmpty()) {
            where.append(" and ref in (select case_ref from call_record where call_id = ?)");
            values.add(filter.callId());
        }
        if (after != null) {
            where.append(" and opened_at <= ? and (opened_at < ? or ref < ?)");
            values.addAll(List.of(after.openedAt(), after.openedAt(), after.ref()));
        }
        values.add(most);
        return "select ref, opened_at from support_case where " + where + " order by opened_at desc, ref desc limit ?";
    }

    private static void equal(StringBuilder where, List<Object> values, String column, String value) {
        if (!value.isEmpty()) {
            where.append(" and ").append(column).append(" = ?");
            values.add(value);
        }
    }

    private record Row(String ref, OffsetDateTime openedAt) {}

    /** A place in the list: opaque to whoever carries it. */
    private record Cursor(OffsetDateTime openedAt, String ref) {

        static Cursor of(Row row) {
            return new Cursor(row.openedAt(), row.ref());
        }

        /** Of a time that every database knows. */
        static Cursor read(String text) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                String[] parts = plain.split(" ", 2);
                OffsetDateTime openedAt = Instant.parse(parts[0]).atOffset(ZoneOffset.UTC);
                if (openedAt.getYear() < 1 || openedAt.getYear() > 9_999) {
                    throw new IllegalArgumentException("no case was opened then");
                }
                return new Cursor(openedAt, parts[1]);
            } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("the cursor is not one that a page gave", e);
            }
        }

        String text() {
            String plain = openedAt.toInstant() + " " + ref;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }
    }
}
