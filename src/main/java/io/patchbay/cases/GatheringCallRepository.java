package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.platform.CallReportJson;
import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.NodeIdentity;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calls that are not decided yet, in the order in which they are due to be. */
@Repository
class GatheringCallRepository {
    private final JdbcClient jdbc;
    private final DatabaseClock clock;

    GatheringCallRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
        this.clock = new DatabaseClock(template);
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

    /** The calls whose time to be decided has come and that are not locked, first due first. */
    List<DueCall> due(int limit) {
        return jdbc.sql(
                        "select source, call_id from call_record where state = 'gathering' and decide_at <= current_timestamp"
                                + " order by state, decide_at limit ? for update skip locked")
                .param(limit)
                .query((row, number) -> new DueCall(row.getString(1), row.getString(2)))
                .list();
    }

    /** Claims a due call: it is out of the poll for a while, so that one that cannot be decided does not spin. */
    boolean postpone(DueCall call, String token, Duration by) {
        OffsetDateTime until = now().plus(by);
        return jdbc.sql("update call_record set decide_at = ?, lease_until = ?, token = ? where source = ?"
                                + " and call_id = ? and state = 'gathering' and decide_at <= current_timestamp")
                        .params(until, until, token, call.source(), call.callId())
                        .update()
                == 1;
    }

    /** Makes the calls due that the node has claimed, except those that are due at another time by now. How many there were. */
    int release(String node, Duration longestClaim) {
        String claimed = " lease_until = decide_at and " + NodeIdentity.CLAIMED_BY;
        return jdbc.sql("update call_record set decide_at = current_timestamp, token = null, lease_until = null"
                        + " where (source, call_id) in (select source, call_id from call_record where state = 'gathering'"
                        + " and decide_at > current_timestamp and decide_at <= " + DatabaseClock.SECONDS_FROM_NOW
                        + " and"
                        + claimed + " for update skip locked) and state = 'gathering' and" + claimed)
                .params(DatabaseClock.seconds(longestClaim), node, node)
                .update();
    }

    /** The database's clock. */
    OffsetDateTime now() {
        return clock.now();
    }
}
