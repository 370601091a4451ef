package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Severity;
import io.patchbay.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;

/** How a case's brief is read from its row: as it was composed, with everything that has changed since. */
final class BriefStore {
    /** The six evidence states with the columns that hold the time of their proof. */
    static final List<String> EVIDENCE = List.of(
            "ticket_created",
            "owner_assigned",
            "engineering_engaged",
            "incident_declared",
            "fix_deployed",
            "service_restored");

    /** The cases with what they have received, to be followed by a condition on {@code c}. */
    static final String SELECT = "select c.brief, c.status, c.terminal, c.calls, c.opened_at, c.severity_level,"
            + " c.severity_by, c.severity_pages, c.page_status, c.page_reason, c.page_id, c.page_url,"
            + " c.ticket_created_at, c.owner_assigned_at, c.engineering_engaged_at, c.incident_declared_at,"
            + " c.fix_deployed_at, c.service_restored_at, c.acts, coalesce(t.status, 'pending') as ticket_status,"
            + " t.provider_id as ticket_id, t.provider_key as ticket_key, t.url as ticket_url,"
            + " coalesce(m.status, 'pending') as message_status, m.provider_id as message_id, m.channel as message_channel,"
            + " m.url as message_url from support_case c"
            + " left join case_receipt t on t.case_ref = c.ref and t.destination = 'jira'"
            + " left join case_receipt m on m.case_ref = c.ref and m.destination = 'slack' ";

    private BriefStore() {}

    /** The stored brief with everything that has changed since it was composed. */
    static final RowMapper<CaseBrief> BRIEF = (row, number) -> {
        CaseBrief stored = Json.read(row.getString("brief"), CaseBrief.class);
        return new CaseBrief(
                stored.ref(),
                stored.source(),
                stored.callId(),
                stored.queue(),
                stored.restricted(),
                row.getString("status"),
                row.getBoolean("terminal"),
                stored.owner(),
                severity(row),
                stored.matter(),
                stored.rule(),
                stored.reviewReasons(),
                stored.unsupportedClaims(),
                row.getLong("calls"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                receipts(row),
                evidence(row),
                List.of(Json.read(row.getString("acts"), CaseBrief.Act[].class)));
    };

    /** Who took a confirmation back is kept in the row and on the timeline; the case itself is then unconfirmed. */
    private static Severity severity(ResultSet row) throws SQLException {
        int level = row.getInt("severity_level");
        return level == 0
                ? Severity.UNCONFIRMED
                : new Severity(level, row.getString("severity_by"), row.getBoolean("severity_pages"));
    }

    private static Map<String, CaseBrief.Receipt> receipts(ResultSet row) throws SQLException {
        return Map.of(
                "jira",
                new CaseBrief.Receipt(
                        "jira",
                        row.getString("ticket_status"),
                        text(row, "ticket_id"),
                        text(row, "ticket_key"),
                        "",
                        text(row, "ticket_url"),
                        ""),
                "slack",
                new CaseBrief.Receipt(
                        "slack",
                        row.getString("message_status"),
                        text(row, "message_id"),
                        "",
                        text(row, "message_channel"),
                        text(row, "message_url"),
                        ""),
                "pagerduty",
                new CaseBrief.Receipt(
                        "pagerduty",
                        row.getString("page_status"),
                        text(row, "page_id"),
                        "",
                        "",
                        text(row, "page_url"),
                        text(row, "page_reason")));
    }

    private static Map<String, Instant> evidence(ResultSet row) throws SQLException {
        Map<String, Instant> evidence = new LinkedHashMap<>();
        for (String state : EVIDENCE) {
            OffsetDateTime at = row.getObject(state + "_at", OffsetDateTime.class);
            if (at != null) {
                evidence.put(state, at.toInstant());
            }
        }
        return evidence;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
