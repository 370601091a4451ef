package io.patchbay.cases;

import io.patchbay.cases.feedback.FactRepository;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The briefs of cases: as they were composed, with everything that has changed since. */
@Repository
class BriefRepository {
    private static final Logger LOG = LoggerFactory.getLogger(BriefRepository.class);

    /** The cases, to be followed by a condition. */
    private static final String SELECT = "select ref, brief, status, terminal, calls, opened_at, severity_level,"
            + " severity_by, severity_pages, page_status, page_reason, page_id, page_url, ticket_created_at,"
            + " owner_assigned_at, engineering_engaged_at, incident_declared_at, fix_deployed_at, service_restored_at,"
            + " acts from support_case where ";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    BriefRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** The case as it stands now; null when there is none, or when it cannot be read. */
    CaseBrief of(String ref) {
        return of(List.of(ref)).get(ref);
    }

    /** One that cannot be read is left out, so that it delays no other. */
    Map<String, CaseBrief> of(Collection<String> refs) {
        return of(refs, VisibleQueues.ALL);
    }

    /** Those of the cases that are visible. In two statements, each by primary key. */
    Map<String, CaseBrief> of(Collection<String> refs, VisibleQueues visible) {
        Map<String, CaseBrief> briefs = new LinkedHashMap<>();
        if (refs.isEmpty()) {
            return briefs;
        }
        InList list = InList.of(refs);
        QueueCondition seen = QueueCondition.on("queue", visible);
        jdbc.sql(SELECT + "ref in " + list.marks() + " and " + seen.sql())
                .params(seen.between(list.values()))
                .query(BriefRepository::readable)
                .list()
                .forEach(brief -> brief.ifPresent(each -> briefs.put(each.ref(), each)));
        receipts(briefs.keySet())
                .forEach((ref, received) -> briefs.computeIfPresent(ref, (same, brief) -> brief.receiving(received)));
        return briefs;
    }

    private Map<String, List<CaseBrief.Receipt>> receipts(Collection<String> refs) {
        Map<String, List<CaseBrief.Receipt>> receipts = new HashMap<>();
        if (refs.isEmpty()) {
            return receipts;
        }
        InList list = InList.of(refs);
        template.query(
                "select case_ref, destination, status, provider_id, provider_key, channel, url from case_receipt"
                        + " where case_ref in " + list.marks(),
                (RowCallbackHandler)
                        row -> receipts.computeIfAbsent(row.getString("case_ref"), ref -> new ArrayList<>())
                                .add(new CaseBrief.Receipt(
                                        row.getString("destination"),
                                        row.getString("status"),
                                        text(row, "provider_id"),
                                        text(row, "provider_key"),
                                        text(row, "channel"),
                                        text(row, "url"),
                                        "")),
                list.parameters());
        return receipts;
    }

    private static Optional<CaseBrief> readable(ResultSet row, int number) throws SQLException {
        try {
            return Optional.of(brief(row));
        } catch (IllegalStateException e) {
            LOG.error("a case cannot be read: {}", FailureName.of(e));
            return Optional.empty();
        }
    }

    /** The stored brief with everything that has changed since it was composed. */
    private static CaseBrief brief(ResultSet row) throws SQLException {
        return Json.read(row.getString("brief"), CaseBrief.class)
                .asItStands(
                        row.getString("status"),
                        row.getBoolean("terminal"),
                        severity(row),
                        row.getLong("calls"),
                        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                        page(row),
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
        for (String state : FactRepository.EVIDENCE) {
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
