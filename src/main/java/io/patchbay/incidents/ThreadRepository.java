package io.patchbay.incidents;

import io.patchbay.event.Settled;
import io.patchbay.platform.InList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The threads of incidents and what they count. Writing methods run inside the caller's transaction. */
@Repository
class ThreadRepository {
    private final JdbcClient jdbc;

    ThreadRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** @param regions the ten that most cases name, with how many do */
    record Count(long cases, long accounts, List<String> regions) {}

    /** How many cases are linked; counts no further than that. */
    int linked(String id, int most) {
        return jdbc.sql("select count(*) from (select case_ref from incident_case where incident_id = ? limit ?) few")
                .params(id, most)
                .query(Integer.class)
                .single();
    }

    /** False when the thread has begun. */
    boolean begin(String id, String queue) {
        return jdbc.sql("update incident set thread_queue = ?, thread_status = 'pending' where id = ?"
                                + " and thread_queue is null")
                        .params(queue, id)
                        .update()
                == 1;
    }

    /** Notes that the tickets of the cases name the incident from their beginning. */
    void labelled(String id, List<String> caseRefs) {
        if (!caseRefs.isEmpty()) {
            InList refs = InList.of(caseRefs);
            jdbc.sql("update incident_case set labelled = true, tie = 'none' where incident_id = ? and case_ref in "
                            + refs.marks())
                    .param(id)
                    .params(refs.values())
                    .update();
        }
    }

    Optional<String> aliveOf(String caseRef) {
        return jdbc.sql("select i.id from incident_case l join incident i on i.id = l.incident_id where l.case_ref = ?"
                        + " and i.state in ('proposed', 'open') order by l.linked_at, i.id limit 1")
                .param(caseRef)
                .query(String.class)
                .optional();
    }

    void lock(String ref) {
        jdbc.sql("update incident set calls = calls where ref = ?").param(ref).update();
    }

    /** False when somebody else holds it. */
    boolean lockAvailable(String ref) {
        return found("select id from incident where ref = ? for update skip locked", ref)
                || !found("select id from incident where ref = ?", ref);
    }

    private boolean found(String sql, String ref) {
        return jdbc.sql(sql).param(ref).query(String.class).optional().isPresent();
    }

    void posted(Settled settled) {
        jdbc.sql("update incident set thread_status = ?, thread_id = coalesce(?, thread_id),"
                        + " thread_channel = coalesce(?, thread_channel), thread_url = coalesce(?, thread_url)"
                        + " where ref = ?")
                .params(
                        status(settled),
                        nullable(settled.id()),
                        nullable(settled.channel()),
                        nullable(settled.url()),
                        settled.caseRef())
                .update();
    }

    private static String status(Settled settled) {
        return switch (settled.state()) {
            case "done" -> "succeeded";
            case "unknown", "dead", "cancelled" -> settled.state();
            default -> "pending";
        };
    }

    private static String nullable(String text) {
        return text.isEmpty() ? null : text;
    }

    Count count(Incident incident) {
        List<String> regions = new ArrayList<>();
        jdbc.sql("select region, count(*) as cases from incident_case where incident_id = ? and region <> ''"
                        + " group by region order by cases desc, region limit 10")
                .param(incident.id())
                .query((row, number) -> regions.add(row.getString(1) + " " + row.getLong(2)))
                .list();
        return jdbc.sql(
                        "select count(*), count(distinct nullif(account_id, '')) from incident_case where incident_id = ?")
                .param(incident.id())
                .query((row, number) -> new Count(row.getLong(1), row.getLong(2), regions))
                .single();
    }

    /** Has the thread written again, when there is one. */
    void stale(String id) {
        jdbc.sql("update incident set thread_stale = true where id = ? and thread_queue is not null")
                .param(id)
                .update();
    }

    List<String> stale(int most) {
        return jdbc.sql("select ref from incident where thread_stale = true order by thread_stale, id limit ?")
                .param(most)
                .query(String.class)
                .list();
    }

    /** False when it is fresh already. */
    boolean fresh(String ref) {
        return jdbc.sql("update incident set thread_stale = false where ref = ? and thread_stale = true")
                        .param(ref)
                        .update()
                == 1;
    }
}
