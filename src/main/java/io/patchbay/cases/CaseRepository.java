package io.patchbay.cases;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The case rows and their decisions. Writing methods run inside the caller's transaction. */
@Repository
class CaseRepository {
    private static final Logger LOG = LoggerFactory.getLogger(CaseRepository.class);

    static final String HOLD = "select ref from support_case where ref in %s order by ref for update";

    private static final int FAR_ENOUGH = 25;

    private final JdbcClient jdbc;

    CaseRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** @param pageReason why nobody is paged, or the empty string when a page is planned */
    void insert(CaseBrief brief, Matter matter, String decisionId, String pageReason) {
        jdbc.sql("insert into support_case (ref, source, call_id, account_id, open_matter, matter, queue, owner_id,"
                        + " assignee, status, restricted, severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                        + " ticket_status, message_status, page_status, page_reason)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'pending', 'pending', ?, ?)")
                .params(
                        brief.ref(),
                        brief.source(),
                        brief.callId(),
                        nullable(brief.matter().accountId()),
                        nullable(matter.exact()),
                        nullable(matter.broad()),
                        brief.queue(),
                        brief.owner().id(),
                        nullable(brief.owner().jiraAccountId()),
                        brief.status(),
                        brief.restricted(),
                        brief.severity().level(),
                        brief.severity().confirmedBy(),
                        brief.severity().pages(),
                        decisionId,
                        Json.write(brief),
                        pageReason.isEmpty() ? "pending" : "not_paged",
                        pageReason)
                .update();
    }

    void insertDecision(String id, String caseRef, String source, String callId, Decision decision) {
        jdbc.sql(
                        "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level, content)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        caseRef,
                        source,
                        callId,
                        decision.queue(),
                        decision.rule(),
                        decision.ruleSet(),
                        decision.severity().level(),
                        Json.write(decision))
                .update();
    }

    /** The open case of the matter: of the exact one, or, when the call names no error, the oldest of the broad one. */
    Optional<String> openCase(Matter matter, String accountId) {
        if (matter.alone()) {
            return Optional.empty();
        }
        if (!matter.exact().isEmpty()) {
            return jdbc.sql("select ref from support_case where open_matter = ? and account_id = ?")
                    .params(matter.exact(), accountId)
                    .query(String.class)
                    .optional();
        }
        return jdbc.sql("select ref from support_case where matter = ? and queue = ? and account_id = ?"
                        + " and terminal = false order by opened_at, ref limit 1")
                .params(matter.broad(), matter.queue(), accountId)
                .query(String.class)
                .optional();
    }

    /**
     * Counts one more call on the case, and holds its row; false when it is open no more or belongs to another account than
     * the caller.
     */
    boolean join(String ref, String accountId) {
        return jdbc.sql("update support_case set calls = calls + 1"
                                + " where ref = ? and account_id = ? and terminal = false")
                        .params(ref, accountId)
                        .update()
                == 1;
    }

    /** Whether the call is the first of the case. */
    boolean isFirst(String ref, String source, String callId) {
        return jdbc.sql("select count(*) from support_case where ref = ? and source = ? and call_id = ?")
                        .params(ref, source, callId)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** One call less is on the case. */
    void leave(String ref) {
        jdbc.sql("update support_case set calls = calls - 1 where ref = ? and calls > 1")
                .param(ref)
                .update();
    }

    /** Makes another of the case's calls its first. What the case says is the old one's until it is revised. */
    void lead(String ref, String source, String callId) {
        jdbc.sql("update support_case set source = ?, call_id = ? where ref = ?")
                .params(source, callId, ref)
                .update();
    }

    /** Holds the case until the transaction ends. */
    void hold(String ref) {
        hold(List.of(ref));
    }

    /** Holds the cases until the transaction ends, in the order of their references. */
    void hold(Collection<String> refs) {
        if (!refs.isEmpty()) {
            refs(HOLD, refs);
        }
    }

    /** Holds those of the cases that nobody else holds, and tells the others. By primary key: locking walks no backlog. */
    Set<String> holdFree(Collection<String> refs) {
        if (refs.isEmpty()) {
            return Set.of();
        }
        Set<String> held = refs(HOLD + " skip locked", refs);
        if (held.size() == Set.copyOf(refs).size()) {
            return Set.of();
        }
        Set<String> elsewhere = refs("select ref from support_case where ref in %s", refs);
        elsewhere.removeAll(held);
        return elsewhere;
    }

    private Set<String> refs(String sql, Collection<String> refs) {
        InList list = InList.of(refs);
        return new TreeSet<>(jdbc.sql(sql.formatted(list.marks()))
                .params(list.values())
                .query(String.class)
                .list());
    }

    /**
     * Confirms a severity that is worse than the one that stands; false when none needed confirming. What a person said
     * about the severity, be it that none is confirmed, stands until a person says otherwise.
     */
    boolean confirm(String ref, Severity severity) {
        return jdbc.sql("update support_case set severity_level = ?, severity_by = ?, severity_pages = ?"
                                + " where ref = ? and severity_by not like 'staff:%'"
                                + " and (severity_level = 0 or severity_level > ?)")
                        .params(severity.level(), severity.confirmedBy(), severity.pages(), ref, severity.level())
                        .update()
                == 1;
    }

    /**
     * Writes the case anew after its decision was made again. While it is open it claims the matter that it now has, unless
     * another case has that.
     */
    void revise(CaseBrief brief, Matter matter, String decisionId) {
        String exact = nullable(matter.exact());
        jdbc.sql("update support_case set account_id = ?, matter = ?, queue = ?, owner_id = ?, assignee = ?,"
                        + " restricted = ?, decision_id = ?, brief = ?, open_matter = case when terminal or exists"
                        + " (select 1 from support_case other where other.open_matter = ? and other.ref <> ?)"
                        + " then null else cast(? as varchar) end,"
                        + " ended_matter = case when terminal then cast(? as varchar) else null end where ref = ?")
                .params(
                        nullable(brief.matter().accountId()),
                        nullable(matter.broad()),
                        brief.queue(),
                        brief.owner().id(),
                        nullable(brief.owner().jiraAccountId()),
                        brief.restricted(),
                        decisionId,
                        Json.write(brief),
                        exact,
                        brief.ref(),
                        exact,
                        exact,
                        brief.ref())
                .update();
    }

    /** The case has another ticket to come, another message, or both, or none any more where it has ended; what the tools returned for the old ones is theirs. */
    void expect(String ref, boolean ticket, boolean message, boolean terminal) {
        String status = terminal ? "'cancelled'" : "'pending'";
        String columns = (ticket
                        ? ", ticket_status = " + status + ", ticket_id = null, ticket_key = null, ticket_url = null"
                        : "")
                + (message
                        ? ", message_status = " + status
                                + ", message_id = null, message_channel = null, message_url = null"
                        : "");
        if (!columns.isEmpty()) {
            jdbc.sql("update support_case set " + columns.substring(2) + " where ref = ?")
                    .param(ref)
                    .update();
        }
    }

    /** @param reason why nobody is paged, or the empty string when a page is planned now */
    void page(String ref, String reason) {
        jdbc.sql("update support_case set page_status = ?, page_reason = ? where ref = ? and page_id is null")
                .params(reason.isEmpty() ? "pending" : "not_paged", reason, ref)
                .update();
    }

    void inThread(String ref) {
        jdbc.sql("update support_case set message_status = 'in_thread' where ref = ?")
                .param(ref)
                .update();
    }

    /** One that cannot be read is left out, so that it holds up no other. */
    Map<String, CaseBrief> briefs(Collection<String> refs) {
        return briefs(refs, VisibleQueues.ALL);
    }

    /** Those of the cases that are visible. */
    Map<String, CaseBrief> briefs(Collection<String> refs, VisibleQueues visible) {
        Map<String, CaseBrief> briefs = new LinkedHashMap<>();
        if (!refs.isEmpty()) {
            InList list = InList.of(refs);
            QueueCondition seen = QueueCondition.on("queue", visible);
            jdbc.sql("select " + BriefStore.COLUMNS + " from support_case where ref in " + list.marks() + " and "
                            + seen.sql())
                    .params(seen.between(list.values()))
                    .query(CaseRepository::readable)
                    .list()
                    .forEach(brief -> brief.ifPresent(each -> briefs.put(each.ref(), each)));
        }
        return briefs;
    }

    private static Optional<CaseBrief> readable(ResultSet row, int number) throws SQLException {
        try {
            return Optional.of(BriefStore.BRIEF.mapRow(row, number));
        } catch (IllegalStateException e) {
            LOG.error("a case cannot be read: {}", FailureName.of(e));
            return Optional.empty();
        }
    }

    Optional<Decision> decision(String caseRef, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.on("c.queue", visible);
        return jdbc.sql("select d.content from support_case c join decision d on d.id = c.decision_id where c.ref = ?"
                        + " and " + seen.sql())
                .params(seen.between(List.of(caseRef)))
                .query(String.class)
                .optional()
                .map(content -> Json.read(content, Decision.class));
    }

    /**
     * Open cases of the account, and the calls about the matter within that time. Both count no further than
     * {@value #FAR_ENOUGH} cases, so that a busy account does not make its own calls slow.
     */
    History history(String accountId, String broadMatter, Duration within) {
        return jdbc.sql(
                        "select (select count(*) from (select ref from support_case where account_id = ? and status = 'open'"
                                + " order by opened_at desc limit " + FAR_ENOUGH + ") newest),"
                                + " (select coalesce(sum(calls), 0) from (select calls from support_case where matter = ?"
                                + " and opened_at >= " + SECONDS_AGO
                                + " order by opened_at desc limit " + FAR_ENOUGH + ") recent)")
                .params(accountId, broadMatter, seconds(within))
                .query((row, number) -> new History(row.getLong(1), row.getLong(2)))
                .single();
    }

    private static String nullable(String text) {
        return text.isEmpty() ? null : text;
    }
}
