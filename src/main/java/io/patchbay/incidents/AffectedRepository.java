package io.patchbay.incidents;

import io.patchbay.event.Settled;
import io.patchbay.event.UpdateSeen;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.InList;
import io.patchbay.platform.QueueCondition;
import io.patchbay.platform.SqlDialect;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which cases an incident affects, and which update each of them received. Writing methods run inside the caller's transaction. */
@Repository
class AffectedRepository {
    private final JdbcClient jdbc;
    private final DatabaseClock clock;
    private final JdbcTemplate template;
    private final SqlDialect dialect;

    AffectedRepository(JdbcTemplate template) {
        this.template = template;
        this.dialect = new SqlDialect(template);
        this.jdbc = JdbcClient.create(template);
        this.clock = new DatabaseClock(template);
    }

    /** A case that reports a failure. */
    record Reporting(String signature, String caseRef, String accountId, String region) {}

    /** Notes that the cases report the failures. */
    void reports(Collection<Reporting> reporting) {
        dialect.insertMissing(
                "failure_case",
                List.of("signature", "case_ref", "account_id", "region"),
                2,
                reporting.stream()
                        .map(each -> new Object[] {each.signature(), each.caseRef(), each.accountId(), each.region()})
                        .toList());
    }

    /** Links every case that reported the failure since then; false ones are not there to be linked. */
    int linkReporting(String incidentId, String signature, OffsetDateTime since) {
        return jdbc.sql("insert into incident_case (incident_id, case_ref, account_id, region)"
                        + " select ?, f.case_ref, f.account_id, f.region from failure_case f"
                        + " where f.signature = ? and f.at >= ? and not exists"
                        + " (select 1 from incident_case i where i.incident_id = ? and i.case_ref = f.case_ref)")
                .params(incidentId, signature, since, incidentId)
                .update();
    }

    /** A case that belongs to an incident. */
    record Linked(String caseRef, String accountId, String region) {}

    /** Locks the case until the transaction ends, before its incident as everywhere; false when it is in another queue. */
    boolean lockIn(String caseRef, String queue) {
        return jdbc
                .sql("select queue from support_case where ref = ? for update")
                .param(caseRef)
                .query(String.class)
                .list()
                .stream()
                .allMatch(queue::equals);
    }

    /** False when the case is linked already. */
    boolean link(String incidentId, String caseRef, String accountId, String region, boolean declared) {
        return !link(incidentId, List.of(new Linked(caseRef, accountId, region)), declared)
                .isEmpty();
    }

    /** Links the cases and returns those that were not linked already. The caller holds the incident. */
    Set<String> link(String incidentId, Collection<Linked> cases, boolean declared) {
        InList refs = InList.of(cases.stream().map(Linked::caseRef).collect(Collectors.toSet()));
        Set<String> known = new HashSet<>(
                jdbc.sql("select case_ref from incident_case where incident_id = ? and case_ref in " + refs.marks())
                        .param(incidentId)
                        .params(refs.values())
                        .query(String.class)
                        .list());
        Map<String, Linked> fresh = new TreeMap<>();
        cases.stream()
                .filter(each -> !known.contains(each.caseRef()))
                .forEach(each -> fresh.putIfAbsent(each.caseRef(), each));
        dialect.insertMissing(
                "incident_case",
                List.of("incident_id", "case_ref", "account_id", "region", "tie"),
                2,
                fresh.values().stream()
                        .map(each -> new Object[] {
                            incidentId, each.caseRef(), each.accountId(), each.region(), declared ? "due" : "none"
                        })
                        .toList());
        return fresh.keySet();
    }

    /** Has the tickets of all linked cases told that they belong to the incident, which is declared now. */
    void declared(String incidentId) {
        jdbc.sql("update incident_case set tie = 'due' where incident_id = ? and tie = 'none'")
                .param(incidentId)
                .update();
    }

    List<IncidentLink> dueLinks(int most) {
        return jdbc.sql(
                        "select l.incident_id, i.ref, i.title, l.case_ref, l.labelled from incident_case l"
                                + " join incident i on i.id = l.incident_id where l.tie = 'due' order by l.tie, l.linked_at limit ?")
                .param(most)
                .query((row, number) -> new IncidentLink(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5)))
                .list();
    }

    /** Takes the link; false when somebody else did. */
    boolean take(IncidentLink link) {
        return jdbc.sql("update incident_case set tie = 'told' where incident_id = ? and case_ref = ? and tie = 'due'")
                        .params(link.incidentId(), link.caseRef())
                        .update()
                == 1;
    }

    /** Makes the published message due for every linked case that was not told it yet. */
    int due(String incidentId, int version) {
        return jdbc.sql("insert into incident_update (incident_id, version, case_ref, state, reason)"
                        + " select ?, ?, i.case_ref, 'pending', '' from incident_case i where i.incident_id = ?"
                        + " and not exists (select 1 from incident_update u where u.incident_id = ? and u.version = ?"
                        + " and u.case_ref = i.case_ref)")
                .params(incidentId, version, incidentId, incidentId, version)
                .update();
    }

    List<DueUpdate> pending(int most) {
        return jdbc.sql("select u.incident_id, u.version, u.case_ref, m.text, i.ref, m.stage"
                        + " from incident_update u join incident i on i.id = u.incident_id"
                        + " join incident_message m on m.incident_id = u.incident_id and m.version = u.version"
                        + " where u.state = 'pending' order by u.due_since limit ?")
                .param(most)
                .query((row, number) -> new DueUpdate(
                        row.getString(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))
                .list();
    }

    /** Takes the update; false when somebody else did. */
    boolean take(DueUpdate update) {
        return jdbc.sql("update incident_update set state = 'planned' where incident_id = ? and version = ?"
                                + " and case_ref = ? and state = 'pending'")
                        .params(update.incidentId(), update.version(), update.caseRef())
                        .update()
                == 1;
    }

    /** @param source which source is told, or the empty string */
    void planned(DueUpdate update, String channel, String dispatchId, String source) {
        jdbc.sql("update incident_update set channel = ?, dispatch_id = ?, source = ? where incident_id = ?"
                        + " and version = ? and case_ref = ?")
                .params(channel, dispatchId, source, update.incidentId(), update.version(), update.caseRef())
                .update();
    }

    void skipped(DueUpdate update, String reason) {
        jdbc.sql("update incident_update set state = 'skipped', reason = ? where incident_id = ? and version = ?"
                        + " and case_ref = ?")
                .params(reason, update.incidentId(), update.version(), update.caseRef())
                .update();
    }

    void settled(List<Settled> settled) {
        List<Object[]> rows = settled.stream()
                .sorted(Comparator.comparing(Settled::dispatchId))
                .map(each -> new Object[] {state(each), reason(each), each.done(), each.dispatchId()})
                .toList();
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    "update incident_update set state = case when state = 'acknowledged' then state else ? end, reason = ?,"
                            + " told_at = case when ? then current_timestamp else told_at end where dispatch_id = ?",
                    rows);
        }
    }

    private static String state(Settled settled) {
        if (!settled.ended()) {
            return "planned";
        }
        return settled.done() ? "sent" : "failed";
    }

    private static String reason(Settled settled) {
        return settled.ended() ? settled.reason() : "not known whether it was sent: " + settled.reason();
    }

    /**
     * Notes that the case's people have seen the latest update that is not on its way any more, also when it was a person who
     * told them because it reached nobody; false when there is none to acknowledge.
     */
    boolean acknowledge(String incidentId, String caseRef, String by) {
        return jdbc.sql("update incident_update set state = 'acknowledged', acknowledged_at = current_timestamp,"
                                + " acknowledged_by = ?, told_at = coalesce(told_at, current_timestamp)"
                                + " where incident_id = ? and case_ref = ? and state in ('sent', 'skipped', 'failed')"
                                + " and version = (select max(u.version) from incident_update u where u.incident_id = ?"
                                + " and u.case_ref = ? and u.state not in ('pending', 'planned'))")
                        .params(by, incidentId, caseRef, incidentId, caseRef)
                        .update()
                == 1;
    }

    /** Notes that the source has seen the update it received, which proves that it came; false when nothing of that is new. */
    boolean acknowledge(UpdateSeen seen) {
        return jdbc.sql("update incident_update set state = 'acknowledged', acknowledged_at = current_timestamp,"
                                + " acknowledged_by = ?, told_at = coalesce(told_at, current_timestamp)"
                                + " where dispatch_id = ? and source = ? and case_ref = ?"
                                + " and state in ('planned', 'sent', 'failed')")
                        .params("source:" + seen.source(), seen.updateId(), seen.source(), seen.caseRef())
                        .update()
                == 1;
    }

    boolean acknowledged(UpdateSeen seen) {
        return !jdbc.sql("select case_ref from incident_update where dispatch_id = ? and source = ? and case_ref = ?"
                        + " and state = 'acknowledged'")
                .params(seen.updateId(), seen.source(), seen.caseRef())
                .query(String.class)
                .list()
                .isEmpty();
    }

    /** Takes the case off the incident, with what it was still to be told; false when it was not linked. */
    boolean unlink(String incidentId, String caseRef) {
        jdbc.sql("update incident_update set state = 'skipped', reason = 'the case was taken off the incident'"
                        + " where incident_id = ? and case_ref = ? and state = 'pending'")
                .params(incidentId, caseRef)
                .update();
        return jdbc.sql("delete from incident_case where incident_id = ? and case_ref = ?")
                        .params(incidentId, caseRef)
                        .update()
                == 1;
    }

    /** The cases that an incident's record names and that are in a queue that is not visible. */
    Set<String> hidden(String incidentId, VisibleQueues visible) {
        if (visible.all()) {
            return Set.of();
        }
        QueueCondition seen = QueueCondition.on("c.queue", visible);
        String hidden =
                "select c.ref from %s l join support_case c on c.ref = l.case_ref where l.incident_id = ? and not "
                        + seen.sql();
        return Set.copyOf(jdbc.sql(hidden.formatted("incident_case") + " union " + hidden.formatted("incident_update"))
                .params(seen.between(seen.between(List.of(incidentId), incidentId)))
                .query(String.class)
                .list());
    }

    /** How many calls the cases have that are linked to each of the incidents and not visible. */
    Map<String, Integer> hiddenCalls(Collection<String> incidentIds, VisibleQueues visible) {
        Map<String, Integer> calls = new HashMap<>();
        if (!visible.all() && !incidentIds.isEmpty()) {
            InList ids = InList.of(incidentIds);
            QueueCondition seen = QueueCondition.on("c.queue", visible);
            jdbc.sql("select id, (select coalesce(sum(c.calls), 0) from incident_case l"
                            + " join support_case c on c.ref = l.case_ref where l.incident_id = incident.id and not "
                            + seen.sql() + ") from incident where id in " + ids.marks())
                    .params(seen.between(List.of(), ids.values().toArray()))
                    .query(row -> {
                        calls.put(row.getString(1), row.getInt(2));
                    });
        }
        return calls;
    }

    boolean anyLinked(String incidentId) {
        return !jdbc.sql("select case_ref from incident_case where incident_id = ? limit 1")
                .param(incidentId)
                .query(String.class)
                .list()
                .isEmpty();
    }

    List<Incident.Linked> cases(String incidentId) {
        return jdbc.sql("select case_ref, account_id, region, linked_at from incident_case where incident_id = ?"
                        + " order by linked_at, case_ref")
                .param(incidentId)
                .query((row, number) -> new Incident.Linked(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        IncidentRepository.time(row, "linked_at")))
                .list();
    }

    List<Incident.Update> updates(String incidentId) {
        return jdbc.sql("select version, case_ref, channel, state, reason, due_since, told_at,"
                        + " acknowledged_at, acknowledged_by from incident_update"
                        + " where incident_id = ? order by version, case_ref")
                .param(incidentId)
                .query((row, number) -> new Incident.Update(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        IncidentRepository.time(row, "due_since"),
                        IncidentRepository.time(row, "told_at"),
                        IncidentRepository.time(row, "acknowledged_at"),
                        row.getString("acknowledged_by")))
                .list();
    }

    OffsetDateTime now() {
        return clock.now();
    }
}
