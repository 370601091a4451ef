package io.patchbay.incidents;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Incidents, their messages and their timelines. Writing methods run inside the caller's transaction. */
@Repository
class IncidentRepository {
    private static final TypeFactory TYPES = Json.mapper().getTypeFactory();
    /**
     * Its title says what its cases report, so that one of which no case is visible is not visible either. An aggregate,
     * because PostgreSQL may read whole tables for an {@code exists} beside an {@code or}.
     */
    private static final String VISIBLE =
            "coalesce((select max(case when c.queue is null or %s then 1 else 0 end) from incident_case l"
                    + " left join support_case c on c.ref = l.case_ref where l.incident_id = incident.id), 1) = 1";

    private final JdbcClient jdbc;

    IncidentRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** @param openKey what no other incident that is not over may be about, or null */
    void insert(Incident incident, String openKey) {
        jdbc.sql(
                        "insert into incident (id, ref, title, state, stage, stage_by, origin, open_key, areas, regions, post_mortem,"
                                + " declared_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '',"
                                + " case when ? then current_timestamp else null end)")
                .params(
                        incident.id(),
                        incident.ref(),
                        incident.title(),
                        incident.state(),
                        incident.stage(),
                        incident.origin(),
                        incident.origin(),
                        openKey,
                        Json.write(incident.areas()),
                        Json.write(incident.regions()),
                        incident.isOpen())
                .update();
    }

    Optional<Incident> find(String id) {
        return jdbc.sql("select * from incident where id = ?")
                .param(id)
                .query(IncidentRepository::incident)
                .optional();
    }

    /** Holds the incident until the transaction ends. */
    Optional<Incident> hold(String id) {
        jdbc.sql("update incident set published = published where id = ?")
                .param(id)
                .update();
        return find(id);
    }

    Optional<Incident> byRef(String ref) {
        return jdbc.sql("select * from incident where ref = ?")
                .param(ref)
                .query(IncidentRepository::incident)
                .optional();
    }

    /** Whether no monitor fires in the areas, no incident is open and none has one of the keys: one question instead of three. */
    boolean allQuiet(Collection<String> areas, Collection<String> openKeys) {
        InList area = InList.of(areas);
        InList key = InList.of(openKeys);
        return jdbc.sql("select case when exists (select 1 from monitor where firing = true and area in " + area.marks()
                        + ") or exists (select 1 from incident where state = 'open')"
                        + " or exists (select 1 from incident where open_key in " + key.marks()
                        + ") then false else true end")
                .params(area.values())
                .params(key.values())
                .query(Boolean.class)
                .single();
    }

    Optional<Incident> byKey(String openKey) {
        return jdbc.sql("select * from incident where open_key = ?")
                .param(openKey)
                .query(IncidentRepository::incident)
                .optional();
    }

    List<Incident> inState(String state, int most) {
        return inState(state, most, VisibleQueues.ALL);
    }

    /** Those of which at least one case is visible, or which have none. */
    List<Incident> inState(String state, int most, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.on("c.queue", visible);
        return jdbc.sql("select * from incident where state = ?" + condition(seen, visible)
                        + " order by state, opened_at desc, id desc limit ?")
                .params(seen.between(List.of(state), most))
                .query(IncidentRepository::incident)
                .list();
    }

    Optional<Incident> find(String id, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.on("c.queue", visible);
        return jdbc.sql("select * from incident where id = ?" + condition(seen, visible))
                .params(seen.between(List.of(id)))
                .query(IncidentRepository::incident)
                .optional();
    }

    private static String condition(QueueCondition seen, VisibleQueues visible) {
        return visible.all() ? "" : " and " + VISIBLE.formatted(seen.sql());
    }

    /** Counts that many more calls about it. */
    void count(String id, int calls) {
        jdbc.sql("update incident set calls = calls + ? where id = ?")
                .params(calls, id)
                .update();
    }

    /** Gives the incident its state and stage; the key is free again when it is over, save that of an outage, whose id is its own. */
    void move(String id, String state, String stage) {
        boolean over = state.equals("resolved") || state.equals("dismissed");
        jdbc.sql(
                        "update incident set state = ?, stage = ?,"
                                + " declared_at = case when ? = 'open' then coalesce(declared_at, current_timestamp)"
                                + " else declared_at end,"
                                + " resolved_at = case when ? = 'resolved' then current_timestamp else null end,"
                                + " open_key = case when ? and open_key not like 'outage:%' then null else open_key end where id = ?")
                .params(state, stage, state, state, over, id)
                .update();
    }

    /** Who gave the incident its stage: {@code staff:<id>}, {@code source:<name>} or {@code signal:<what>}. */
    String stageBy(String id) {
        return jdbc.sql("select stage_by from incident where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    void stageBy(String id, String who) {
        jdbc.sql("update incident set stage_by = ? where id = ?")
                .params(who, id)
                .update();
    }

    void published(String id, int version) {
        jdbc.sql("update incident set published = ? where id = ?")
                .params(version, id)
                .update();
    }

    void postMortem(String id, String url) {
        jdbc.sql("update incident set post_mortem = ? where id = ?")
                .params(url, id)
                .update();
    }

    /** The version of the new message; the caller holds the incident. */
    int write(String id, String stage, String text, String author) {
        int version = jdbc.sql("select coalesce(max(version), 0) + 1 from incident_message where incident_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
        jdbc.sql("insert into incident_message (incident_id, version, stage, text, author) values (?, ?, ?, ?, ?)")
                .params(id, version, stage, text, author)
                .update();
        return version;
    }

    /** False when it is approved already. */
    boolean approve(String id, int version, String approver) {
        return jdbc.sql("update incident_message set approver = ?, approved_at = current_timestamp"
                                + " where incident_id = ? and version = ? and approver is null")
                        .params(approver, id, version)
                        .update()
                == 1;
    }

    List<Incident.Message> messages(String id) {
        return jdbc.sql("select version, stage, text, author, approver, written_at, approved_at from incident_message"
                        + " where incident_id = ? order by version")
                .param(id)
                .query((row, number) -> new Incident.Message(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        time(row, "written_at"),
                        time(row, "approved_at")))
                .list();
    }

    void tell(String id, String kind, String actor, Map<String, Object> detail) {
        jdbc.sql("update incident set timeline_seq = timeline_seq + 1 where id = ?")
                .param(id)
                .update();
        jdbc.sql("insert into incident_entry (incident_id, seq, kind, actor, detail)"
                        + " select id, timeline_seq, ?, ?, ? from incident where id = ?")
                .params(kind, actor, Json.write(detail), id)
                .update();
    }

    List<Incident.Entry> timeline(String id) {
        return jdbc.sql("select seq, at, kind, actor, detail from incident_entry where incident_id = ? order by seq")
                .param(id)
                .query((row, number) -> new Incident.Entry(
                        row.getInt(1),
                        time(row, "at"),
                        row.getString(3),
                        row.getString(4),
                        Json.read(row.getString(5), TYPES.constructMapType(Map.class, String.class, Object.class))))
                .list();
    }

    static Incident incident(ResultSet row, int number) throws SQLException {
        return new Incident(
                row.getString("id"),
                row.getString("ref"),
                row.getString("title"),
                row.getString("state"),
                row.getString("stage"),
                row.getString("origin"),
                texts(row.getString("areas")),
                texts(row.getString("regions")),
                row.getInt("published"),
                row.getString("post_mortem"),
                row.getInt("calls"),
                new Incident.Thread(
                        text(row, "thread_queue"),
                        row.getString("thread_status"),
                        text(row, "thread_id"),
                        text(row, "thread_channel"),
                        text(row, "thread_url")),
                time(row, "opened_at"),
                time(row, "declared_at"),
                time(row, "resolved_at"));
    }

    private static List<String> texts(String json) {
        return Json.read(json, TYPES.constructCollectionType(List.class, String.class));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
