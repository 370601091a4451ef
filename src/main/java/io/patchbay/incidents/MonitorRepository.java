package io.patchbay.incidents;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What monitors say now. A row moves forward on the monitor's own clock only. */
@Repository
class MonitorRepository {
    private final JdbcClient jdbc;

    MonitorRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** False when something newer is known of it, or this is known already. */
    boolean put(String id, String source, String name, String area, boolean firing, Instant at, String sort) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        int moved = jdbc.sql("update monitor set name = ?, firing = ?, at = ?, sort = ?"
                        + " where id = ? and (at < ? or (at = ? and sort < ?))")
                .params(name, firing, time, sort, id, time, time, sort)
                .update();
        if (moved == 1) {
            return true;
        }
        return jdbc.sql("insert into monitor (id, source, name, area, firing, at, sort)"
                                + " select ?, ?, ?, ?, ?, cast(? as timestamp with time zone), ?"
                                + " where not exists (select 1 from monitor where id = ?)")
                        .params(id, source, name, area, firing, time, sort, id)
                        .update()
                == 1;
    }

    /** The names of what fires in that area, at the most twenty. */
    List<String> firing(String area) {
        return jdbc.sql("select distinct name from monitor where area = ? and firing = true order by name limit 20")
                .param(area)
                .query(String.class)
                .list();
    }
}
