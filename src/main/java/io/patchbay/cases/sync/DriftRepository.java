package io.patchbay.cases.sync;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.cases.Drift;
import io.patchbay.event.Feedback;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Drifts, and which cases are to be looked at next. Writing methods run in the caller's transaction. */
@Repository
public class DriftRepository {
    private static final int MOST_LISTED = 500;
    private static final String COLUMNS = "id, case_ref, tool, state, facts, found_at, settled_by, settled_at";

    private final JdbcClient jdbc;
    private final CaseWalk openWalk = new CaseWalk();
    private final CaseWalk endedWalk = new CaseWalk();

    public DriftRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * Takes open cases that were not looked at for so long, and marks them as looked at. They are walked through in the order
     * of their references, each time from where the last walk ended: when a case was looked at stands in no index, so that
     * noting it touches none.
     */
    public List<String> due(Duration every, int most) {
        return marked(
                openWalk.next(most, place -> jdbc.sql(
                                "select ref, ended_at, checked_at < " + SECONDS_AGO
                                        + " as due from support_case where terminal = false and ref > ? order by terminal, ref limit ?")
                        .params(seconds(every), place.ref(), CaseWalk.WINDOW)
                        .query(DriftRepository::step)
                        .list()),
                every);
    }

    /** The same of cases that ended within that time, in the order of their ends. */
    public List<String> dueEnded(Duration within, Duration every, int most) {
        return marked(
                endedWalk.next(most, place -> jdbc.sql("select ref, ended_at, checked_at < " + SECONDS_AGO
                                + " as due from support_case where ended_at > " + SECONDS_AGO + " and ended_at >= ?"
                                + " and (ended_at > ? or ref > ?) order by ended_at, ref limit ?")
                        .params(
                                seconds(every),
                                seconds(within),
                                place.endedAt(),
                                place.endedAt(),
                                place.ref(),
                                CaseWalk.WINDOW)
                        .query(DriftRepository::step)
                        .list()),
                every);
    }

    private static CaseWalk.Step step(ResultSet row, int number) throws SQLException {
        return new CaseWalk.Step(
                row.getString("ref"), row.getObject("ended_at", OffsetDateTime.class), row.getBoolean("due"));
    }

    private List<String> marked(List<String> due, Duration every) {
        return due.stream().sorted().filter(ref -> mark(ref, every)).toList();
    }

    private boolean mark(String ref, Duration every) {
        return jdbc.sql("update support_case set checked_at = current_timestamp where ref = ? and checked_at < "
                                + SECONDS_AGO)
                        .params(ref, seconds(every))
                        .update()
                == 1;
    }

    public Optional<Drift> open(String caseRef, String tool) {
        return jdbc.sql("select " + COLUMNS + " from drift where open_for = ?")
                .param(caseRef + "|" + tool)
                .query(DriftRepository::drift)
                .optional();
    }

    public Optional<Drift> find(String id, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("drift.case_ref", visible);
        return jdbc.sql("select " + COLUMNS + " from drift where id = ? and " + seen.sql())
                .params(seen.between(List.of(id)))
                .query(DriftRepository::drift)
                .optional();
    }

    public List<Drift> inState(String state, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("drift.case_ref", visible);
        return jdbc.sql("select " + COLUMNS + " from drift where state = ? and " + seen.sql()
                        + " order by state, found_at, id limit ?")
                .params(seen.between(List.of(state), MOST_LISTED))
                .query(DriftRepository::drift)
                .list();
    }

    public void insert(String id, String caseRef, String tool, List<Feedback> facts) {
        jdbc.sql("insert into drift (id, case_ref, tool, open_for, state, facts) values (?, ?, ?, ?, 'open', ?)")
                .params(id, caseRef, tool, caseRef + "|" + tool, Json.write(facts))
                .update();
    }

    public void renew(String id, List<Feedback> facts) {
        jdbc.sql("update drift set facts = ? where id = ? and state = 'open'")
                .params(Json.write(facts), id)
                .update();
    }

    /** False when it was not open any more. */
    public boolean settle(String id, String state, String by) {
        return jdbc.sql("update drift set state = ?, open_for = null, settled_by = ?,"
                                + " settled_at = current_timestamp where id = ? and state = 'open'")
                        .params(state, by, id)
                        .update()
                == 1;
    }

    private static Drift drift(ResultSet row, int number) throws SQLException {
        List<Feedback> facts = List.of(Json.read(row.getString("facts"), Feedback[].class));
        OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Drift(
                row.getString("id"),
                row.getString("case_ref"),
                row.getString("tool"),
                row.getString("state"),
                facts.stream().map(Feedback::kind).toList(),
                facts,
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getString("settled_by"),
                settled == null ? null : settled.toInstant());
    }
}
