package io.patchbay.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads dispatches for whoever may see them. */
@Component
public class DispatchQueries {
    private static final String COLUMNS =
            "select id, case_ref, destination, operation, sequence, state, attempts, due_at,"
                    + " planned_at, settled_at, reason, provider_id, provider_key, provider_channel, provider_url from dispatch";

    private final JdbcClient jdbc;

    DispatchQueries(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** All dispatches of the case in the order they were planned. */
    public List<DispatchView> ofCase(String caseRef) {
        return jdbc.sql(COLUMNS + " where case_ref = ? order by planned_at, id")
                .param(caseRef)
                .query(DispatchQueries::view)
                .list();
    }

    /** At most {@code limit} dispatches in the state, first planned first. */
    public List<DispatchView> inState(String state, int limit) {
        return jdbc.sql(COLUMNS + " where state = ? order by state, planned_at, id limit ?")
                .params(state, limit)
                .query(DispatchQueries::view)
                .list();
    }

    public Optional<DispatchView> find(String id) {
        return jdbc.sql(COLUMNS + " where id = ?")
                .param(id)
                .query(DispatchQueries::view)
                .optional();
    }

    private static DispatchView view(ResultSet row, int number) throws SQLException {
        return new DispatchView(
                row.getString("id"),
                row.getString("case_ref"),
                row.getString("destination"),
                row.getString("operation"),
                row.getInt("sequence"),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "due_at"),
                instant(row, "planned_at"),
                instant(row, "settled_at"),
                row.getString("reason"),
                row.getString("provider_id"),
                row.getString("provider_key"),
                row.getString("provider_channel"),
                row.getString("provider_url"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
