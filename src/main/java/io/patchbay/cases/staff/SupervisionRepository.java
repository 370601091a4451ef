package io.patchbay.cases.staff;

import io.patchbay.cases.Supervision;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the runs of a source that wait or waited for a person. */
@Repository
public class SupervisionRepository {
    private final JdbcClient jdbc;

    public SupervisionRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** Takes one of the source's first runs; false when they have all been taken. */
    public boolean take(String source, int first) {
        jdbc.sql("insert into supervision (source, held, released, agreed) select ?, 0, 0, 0"
                        + " where not exists (select 1 from supervision where source = ?)")
                .params(source, source)
                .update();
        return jdbc.sql("update supervision set held = held + 1 where source = ? and held < ?")
                        .params(source, first)
                        .update()
                == 1;
    }

    public void hold(String ref) {
        jdbc.sql("update support_case set held = true, status = 'pending' where ref = ?")
                .param(ref)
                .update();
    }

    public void released(String source, boolean agreed) {
        jdbc.sql("update supervision set released = released + 1, agreed = agreed + ? where source = ?")
                .params(agreed ? 1 : 0, source)
                .update();
    }

    public List<Supervision.Agreement> all() {
        return jdbc.sql("select source, held, released, agreed from supervision order by source")
                .query((row, number) ->
                        new Supervision.Agreement(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .list();
    }
}
