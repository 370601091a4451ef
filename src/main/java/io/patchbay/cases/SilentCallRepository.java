package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.platform.CallReportJson;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calls that are being gathered, in the order in which they would be given up. */
@Repository
class SilentCallRepository {
    private final JdbcClient jdbc;

    SilentCallRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    record Row(String source, String callId, OffsetDateTime decideAt, String report) {
        CallReport said() {
            return CallReportJson.read(report);
        }
    }

    /** The calls to be decided in that time, its beginning left out, its end not. */
    List<Row> between(OffsetDateTime after, OffsetDateTime upTo, int limit) {
        return jdbc.sql("select source, call_id, decide_at, report from call_record where state = 'gathering'"
                        + " and decide_at > ? and decide_at <= ? order by state, decide_at limit ?")
                .params(after, upTo, limit)
                .query((row, number) -> new Row(
                        row.getString(1), row.getString(2), row.getObject(3, OffsetDateTime.class), row.getString(4)))
                .list();
    }

    /** The database's clock. */
    OffsetDateTime now() {
        return jdbc.sql("select current_timestamp").query(OffsetDateTime.class).single();
    }
}
