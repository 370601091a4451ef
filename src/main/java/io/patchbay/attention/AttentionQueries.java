package io.patchbay.attention;

import io.patchbay.directory.Queues;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.InList;
import io.patchbay.platform.QueueCondition;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads what waits for a person, each kind by the index of the state that it stands in. A state stands in the statement,
 * because PostgreSQL's indexes hold the rows of some states only.
 */
@Repository
class AttentionQueries {
    private static final int MOST_OWNERS = 1_000;
    private static final Waiting NOTHING = new Waiting(
            "ref", "ref", "queue", "null", "owner_id", "opened_at", "from support_case", "1 = 0", List.of(), "ref");

    private final JdbcClient jdbc;

    AttentionQueries(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** Where the things of a kind stand, and what an {@link AttentionRow} takes of them. */
    private record Waiting(
            String item,
            String caseRef,
            String queue,
            String incidentId,
            String detail,
            String since,
            String from,
            String where,
            List<Object> parameters,
            String order) {}

    /** Those of the kind in the scope, oldest first, at the most so many. */
    List<AttentionRow> list(AttentionKind kind, AttentionScope scope, OwnerGaps gaps, int most) {
        return list(kind, scope, gaps, new QueueCondition("1 = 1", List.of()), most);
    }

    /** Those of the kind that have waited for so long and that no notice has told, oldest first, at the most so many. */
    List<AttentionRow> untold(AttentionKind kind, OwnerGaps gaps, Duration waited, Duration claimed, int most) {
        Waiting waiting = waiting(kind, gaps);
        String untold = waiting.since() + " <= " + DatabaseClock.SECONDS_AGO
                + " and not exists (select 1 from attention_notice n where n.kind = ? and n.item = " + waiting.item()
                + " and n.since = " + waiting.since() + " and (n.told_at is not null or n.claimed_at > "
                + DatabaseClock.SECONDS_AGO + "))";
        return list(
                kind,
                AttentionScope.ALL,
                gaps,
                new QueueCondition(
                        untold, List.of(DatabaseClock.seconds(waited), kind.text(), DatabaseClock.seconds(claimed))),
                most);
    }

    private List<AttentionRow> list(
            AttentionKind kind, AttentionScope scope, OwnerGaps gaps, QueueCondition more, int most) {
        Waiting waiting = waiting(kind, gaps);
        QueueCondition seen = seen(kind, scope, waiting.queue());
        List<Object> parameters = new ArrayList<>(waiting.parameters());
        parameters.addAll(seen.parameters());
        parameters.addAll(more.parameters());
        parameters.add(most);
        return jdbc.sql("select " + waiting.item() + " as item, " + waiting.caseRef() + " as case_ref, "
                        + waiting.queue() + " as queue, " + waiting.incidentId() + " as incident_id, "
                        + waiting.detail() + " as detail, " + waiting.since()
                        + " as since, current_timestamp as now_at " + waiting.from() + " where "
                        + waiting.where() + " and " + seen.sql() + " and " + more.sql() + " order by "
                        + waiting.order() + " limit ?")
                .params(parameters)
                .query((row, number) -> new AttentionRow(
                        kind,
                        row.getString("item"),
                        row.getString("case_ref"),
                        row.getString("queue"),
                        row.getString("incident_id"),
                        row.getString("detail"),
                        row.getObject("since", OffsetDateTime.class),
                        row.getObject("now_at", OffsetDateTime.class)))
                .list();
    }

    /** How many there are of the kind, counted to that many. */
    int count(AttentionKind kind, OwnerGaps gaps, int most) {
        Waiting waiting = waiting(kind, gaps);
        return jdbc.sql("select count(*) from (select 1 as one " + waiting.from() + " where " + waiting.where()
                        + " limit ?) counted")
                .params(waiting.parameters())
                .param(most)
                .query(Integer.class)
                .single();
    }

    /** The owners of open cases, each found by one step in their index, however many cases they have. */
    List<String> ownersOfOpenCases() {
        List<String> owners = new ArrayList<>();
        String last = "";
        while (last != null && owners.size() < MOST_OWNERS) {
            last = jdbc.sql("select owner_id from support_case where terminal = false and owner_id > ?"
                            + " order by terminal, owner_id limit 1")
                    .param(last)
                    .query(String.class)
                    .optional()
                    .orElse(null);
            if (last != null) {
                owners.add(last);
            }
        }
        return owners;
    }

    /** An incident is visible when one of its cases is, or when it has none. */
    private static QueueCondition seen(AttentionKind kind, AttentionScope scope, String queue) {
        if (kind.isForOperations()) {
            return ofEvent(scope);
        }
        if (kind != AttentionKind.INCIDENT_PROPOSED) {
            return scope.on(queue);
        }
        QueueCondition owned = scope.owned(queue);
        QueueCondition cases = QueueCondition.on("c.queue", scope.visible());
        List<Object> parameters = new ArrayList<>(owned.parameters());
        parameters.addAll(cases.parameters());
        return new QueueCondition(
                owned.sql() + " and coalesce((select max(case when c.queue is null or " + cases.sql()
                        + " then 1 else 0 end) from incident_case l left join support_case c on c.ref = l.case_ref"
                        + " where l.incident_id = i.id), 1) = 1",
                parameters);
    }

    /** An event that was set aside belongs to its call all the same. */
    private static QueueCondition ofEvent(AttentionScope scope) {
        QueueCondition ofCase = QueueCondition.onCase("e.case_ref", scope.visible());
        QueueCondition ofCall = QueueCondition.onCase("k.case_ref", scope.visible());
        return new QueueCondition(ofCase.sql() + " and " + ofCall.sql(), ofCall.between(ofCase.parameters()));
    }

    private static Waiting waiting(AttentionKind kind, OwnerGaps gaps) {
        return switch (kind) {
            case DISPATCH_UNKNOWN -> dispatches("unknown");
            case DISPATCH_DEAD -> dispatches("dead");
            case EVENT_QUARANTINED -> events("quarantined");
            case EVENT_DEAD -> events("dead");
            case CASE_WITHOUT_OWNER -> cases(gaps);
            case INCIDENT_PROPOSED ->
                new Waiting(
                        "i.id",
                        "null",
                        "i.thread_queue",
                        "i.id",
                        "i.origin",
                        "i.opened_at",
                        "from incident i",
                        "i.state = 'proposed'",
                        List.of(),
                        "i.state, i.opened_at, i.id");
            case UPDATE_NOT_DELIVERED ->
                new Waiting(
                        "u.incident_id || ' ' || u.version || ' ' || u.case_ref",
                        "c.ref",
                        "c.queue",
                        "u.incident_id",
                        "u.state || ': ' || u.reason",
                        "u.due_since",
                        "from incident_update u join incident i on i.id = u.incident_id and i.published = u.version"
                                + " join incident_case l on l.incident_id = u.incident_id and l.case_ref = u.case_ref"
                                + " join support_case c on c.ref = u.case_ref",
                        "u.state in ('skipped', 'failed') and i.state in ('open', 'resolved') and c.terminal = false",
                        List.of(),
                        "u.due_since, u.case_ref");
            case DRIFT_OPEN ->
                new Waiting(
                        "f.id",
                        "c.ref",
                        "c.queue",
                        "null",
                        "f.tool",
                        "f.found_at",
                        "from drift f left join support_case c on c.ref = f.case_ref",
                        "f.state = 'open'",
                        List.of(),
                        "f.state, f.found_at, f.id");
        };
    }

    private static Waiting dispatches(String state) {
        return new Waiting(
                "d.id",
                "c.ref",
                "c.queue",
                "null",
                "d.destination || ' ' || d.operation || ': ' || coalesce(d.reason, '')",
                "coalesce(d.settled_at, d.sent_at, d.planned_at)",
                "from dispatch d left join support_case c on c.ref = d.case_ref",
                "d.state = '" + state + "'",
                List.of(),
                "d.state, d.planned_at, d.id");
    }

    private static Waiting events(String state) {
        return new Waiting(
                "e.id",
                "c.ref",
                "c.queue",
                "null",
                "e.source || ': ' || coalesce(e.reason, '')",
                "e.due_at",
                "from event e left join call_record k on k.source = e.source and k.call_id = e.call_id"
                        + " left join support_case c on c.ref = coalesce(e.case_ref, k.case_ref)",
                "e.state = '" + state + "'",
                List.of(),
                "e.state, e.due_at, e.id");
    }

    private static Waiting cases(OwnerGaps gaps) {
        List<String> missing = gaps.missing();
        List<String> owners = new ArrayList<>(missing);
        owners.addAll(gaps.leads());
        if (owners.isEmpty()) {
            return NOTHING;
        }
        InList all = InList.of(owners);
        List<Object> parameters = new ArrayList<>(all.values());
        String stands = "s.owner_assigned_at is null and s.brief like ?";
        if (!missing.isEmpty()) {
            InList gone = InList.of(missing);
            stands = "(s.owner_id in " + gone.marks() + " or " + stands + ")";
            parameters.addAll(gone.values());
        }
        parameters.add("%, " + Queues.NOBODY_ELSE + " %");
        return new Waiting(
                "s.ref",
                "s.ref",
                "s.queue",
                "null",
                "s.owner_id",
                "s.opened_at",
                "from support_case s",
                "s.terminal = false and s.owner_id in " + all.marks() + " and " + stands,
                parameters,
                "s.opened_at, s.ref");
    }
}
