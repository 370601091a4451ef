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

    /** The cases, to be followed by a condition. */
    static final String SELECT = "select ref, brief, status, terminal, calls, opened_at, severity_level,"
            + " severity_by, severity_pages, page_status, page_reason, page_id, page_url, ticket_created_at,"
            + " owner_assigned_at, engineering_engaged_at, incident_declared_at, fix_deployed_at, service_restored_at,"
            + " acts from support_case where ";

    private BriefStore() {}

    /** The stored brief with everything that has changed since it was composed. */
    static CaseBrief brief(ResultSet row) throws SQLException {
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
                Map.of("pagerduty", page(row)),
                evidence(row),
                acts(row.getString("acts")));
    }

    private static List<CaseBrief.Act> acts(String json) {
        return json.equals("[]") ? List.of() : List.of(Json.read(json, CaseBrief.Act[].class));
    }

    /** Who took a confirmation back is kept in the row and on the timeline; the case itself is then unconfirmed. */
    private static Severity severity(ResultSet row) throws SQLException {
        int level = row.getInt("severity_level");
        return level == 0
                ? Severity.UNCONFIRMED
                : new Severity(level, row.getString("severity_by"), row.getBoolean("severity_pages"));
    }

    private static CaseBrief.Receipt page(ResultSet row) throws SQLException {
        return new CaseBrief.Receipt(
                "pagerduty",
                row.getString("page_status"),
                text(row, "page_id"),
                "",
                "",
                text(row, "page_url"),
                text(row, "page_reason"));
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

    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
