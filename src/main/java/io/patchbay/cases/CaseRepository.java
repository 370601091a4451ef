package io.patchbay.cases;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.event.CallReport;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Decision;
import io.patchbay.event.History;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.FailureName;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import io.patchbay.platform.SqlDialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The case rows and their decisions. Writing methods run inside the caller's transaction. */
@Repository
class CaseRepository {
    private static final Logger LOG = LoggerFactory.getLogger(CaseRepository.class);

    static final String HOLD = "select ref from support_case where ref in %s order by ref for update";

    private static final int FAR_ENOUGH = 25;

    private static final String INSERT =
            "insert into support_case (ref, source, call_id, account_id, open_matter, matter, queue, owner_id,"
                    + " assignee, status, restricted, severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                    + " page_status, page_reason)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)";
    private static final String INSERT_DECISION =
            "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level, content)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OPEN_CASES =
            "(select count(*) from (select 1 from support_case c where c.account_id = %s"
                    + " and c.status = 'open' order by c.opened_at desc limit " + FAR_ENOUGH + ") newest)";
    private static final String RECENT_CALLS =
            "(select coalesce(sum(calls), 0) from (select c.calls from support_case c"
                    + " where c.matter = %s and c.opened_at >= %s order by c.opened_at desc limit " + FAR_ENOUGH
                    + ") recent)";
    private static final String OPEN_BROAD = " where matter = ? and queue = ? and account_id = ?"
            + " and terminal = false order by opened_at, ref limit 1";
    private static final String OPEN_BROAD_OF_KEY = " where c.matter = k.matter and c.queue = k.queue"
            + " and c.account_id = k.account_id and c.terminal = false order by c.opened_at, c.ref limit 1";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final SqlDialect dialect;

    CaseRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.dialect = new SqlDialect(template);
    }

    /** @param pageReason why nobody is paged, or the empty string when a page is planned */
    record NewRow(CaseBrief brief, Matter matter, String decisionId, String pageReason) {}

    void insert(List<NewRow> rows) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    INSERT, rows.stream().map(CaseRepository::values).toList());
        }
    }

    private static Object[] values(NewRow row) {
        CaseBrief brief = row.brief();
        return new Object[] {
            brief.ref(),
            brief.source(),
            brief.callId(),
            nullable(brief.matter().accountId()),
            nullable(row.matter().exact()),
            nullable(row.matter().broad()),
            brief.queue(),
            brief.owner().id(),
            nullable(brief.owner().jiraAccountId()),
            brief.status(),
            brief.restricted(),
            brief.severity().level(),
            brief.severity().confirmedBy(),
            brief.severity().pages(),
            row.decisionId(),
            Json.write(brief),
            row.pageReason().isEmpty() ? "pending" : "not_paged",
            row.pageReason()
        };
    }

    /** A decision of a call about its case. */
    record NewDecision(String id, String caseRef, CallReport report, Decision decision) {}

    void insertDecisions(List<NewDecision> rows) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    INSERT_DECISION,
                    rows.stream()
                            .map(row -> new Object[] {
                                row.id(),
                                row.caseRef(),
                                row.report().source(),
                                row.report().callId(),
                                row.decision().queue(),
                                row.decision().rule(),
                                row.decision().ruleSet(),
                                row.decision().severity().level(),
                                Json.write(row.decision())
                            })
                            .toList());
        }
    }

    /** The account's matter that a call is about. */
    record AccountMatter(Matter matter, String accountId) {}

    /**
     * The open case of each of the matters that has one: of the exact one, or, when the call names no error, the oldest of
     * the broad one.
     */
    Map<AccountMatter, String> openCases(Collection<AccountMatter> matters) {
        Map<AccountMatter, String> open = new HashMap<>();
        Map<String, AccountMatter> exact = new HashMap<>();
        List<AccountMatter> broad = new ArrayList<>();
        for (AccountMatter each : new HashSet<>(matters)) {
            if (!each.matter().alone() && each.matter().exact().isEmpty()) {
                broad.add(each);
            } else if (!each.matter().alone()) {
                exact.put(each.matter().exact(), each);
            }
        }
        if (!exact.isEmpty()) {
            InList list = InList.of(exact.keySet());
            template.query(
                    "select open_matter, account_id, ref from support_case where open_matter in " + list.marks(),
                    (RowCallbackHandler) row -> {
                        AccountMatter found = exact.get(row.getString(1));
                        if (found.accountId().equals(row.getString(2))) {
                            open.put(found, row.getString(3));
                        }
                    },
                    list.parameters());
        }
        open.putAll(openBroad(broad));
        return open;
    }

    private Map<AccountMatter, String> openBroad(List<AccountMatter> broad) {
        Map<AccountMatter, String> open = new HashMap<>();
        if (broad.isEmpty()) {
            return open;
        }
        if (!dialect.isPostgres()) {
            broad.forEach(each -> jdbc.sql("select ref from support_case" + OPEN_BROAD)
                    .params(each.matter().broad(), each.matter().queue(), each.accountId())
                    .query(String.class)
                    .optional()
                    .ifPresent(ref -> open.put(each, ref)));
            return open;
        }
        template.query(
                "select k.n, c.ref from unnest(?::integer[], ?::varchar[], ?::varchar[], ?::varchar[])"
                        + " as k(n, matter, queue, account_id) cross join lateral (select ref from support_case c"
                        + OPEN_BROAD_OF_KEY + ") c",
                (RowCallbackHandler) row -> open.put(broad.get(row.getInt(1)), row.getString(2)),
                IntStream.range(0, broad.size()).boxed().toArray(Integer[]::new),
                broad.stream().map(each -> each.matter().broad()).toArray(String[]::new),
                broad.stream().map(each -> each.matter().queue()).toArray(String[]::new),
                broad.stream().map(AccountMatter::accountId).toArray(String[]::new));
        return open;
    }

    /** Calls that join an open case. */
    record Joining(String ref, String accountId, int calls) {}

    /**
     * Counts the calls on the cases, and holds their rows in the order of their references. A case that is open no more or
     * belongs to another account than the caller is left out of the answer.
     */
    Set<String> join(Collection<Joining> joining) {
        List<Joining> sorted =
                joining.stream().sorted(Comparator.comparing(Joining::ref)).toList();
        Set<String> joined = new HashSet<>();
        if (sorted.isEmpty()) {
            return joined;
        }
        int[] counts = template.batchUpdate(
                "update support_case set calls = calls + ? where ref = ? and account_id = ? and terminal = false",
                sorted.stream()
                        .map(each -> new Object[] {each.calls(), each.ref(), each.accountId()})
                        .toList());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                joined.add(sorted.get(i).ref());
            }
        }
        return joined;
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

    /** A severity that a call confirms for its case. */
    record Confirmed(String ref, Severity severity) {}

    /** As {@link #confirm(List)} for one case; true when it needed confirming. */
    boolean confirm(String ref, Severity severity) {
        return !confirm(List.of(new Confirmed(ref, severity))).isEmpty();
    }

    /**
     * Confirms severities that are worse than the ones that stand, and returns which of them needed confirming, by their
     * place in the list. What a person said about the severity, be it that none is confirmed, stands until a person says
     * otherwise.
     */
    Set<Integer> confirm(List<Confirmed> severities) {
        Set<Integer> needed = new HashSet<>();
        if (severities.isEmpty()) {
            return needed;
        }
        int[] counts = template.batchUpdate(
                "update support_case set severity_level = ?, severity_by = ?, severity_pages = ?"
                        + " where ref = ? and severity_by not like 'staff:%'"
                        + " and (severity_level = 0 or severity_level > ?)",
                severities.stream()
                        .map(each -> new Object[] {
                            each.severity().level(),
                            each.severity().confirmedBy(),
                            each.severity().pages(),
                            each.ref(),
                            each.severity().level()
                        })
                        .toList());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                needed.add(i);
            }
        }
        return needed;
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

    /** @param reason why nobody is paged, or the empty string when a page is planned now */
    void page(String ref, String reason) {
        jdbc.sql("update support_case set page_status = ?, page_reason = ? where ref = ? and page_id is null")
                .params(reason.isEmpty() ? "pending" : "not_paged", reason, ref)
                .update();
    }

    /** One that cannot be read is left out, so that it holds up no other. */
    Map<String, CaseBrief> briefs(Collection<String> refs) {
        return briefs(refs, VisibleQueues.ALL);
    }

    /** Those of the cases that are visible. In two statements, each by primary key. */
    Map<String, CaseBrief> briefs(Collection<String> refs, VisibleQueues visible) {
        Map<String, CaseBrief> briefs = new LinkedHashMap<>();
        if (refs.isEmpty()) {
            return briefs;
        }
        InList list = InList.of(refs);
        QueueCondition seen = QueueCondition.on("queue", visible);
        jdbc.sql(BriefStore.SELECT + "ref in " + list.marks() + " and " + seen.sql())
                .params(seen.between(list.values()))
                .query(CaseRepository::readable)
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
                                        BriefStore.text(row, "provider_id"),
                                        BriefStore.text(row, "provider_key"),
                                        BriefStore.text(row, "channel"),
                                        BriefStore.text(row, "url"),
                                        "")),
                list.parameters());
        return receipts;
    }

    private static Optional<CaseBrief> readable(ResultSet row, int number) throws SQLException {
        try {
            return Optional.of(BriefStore.brief(row));
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

    /** Whose history is asked for: an account, and the broad matter of its call, or the empty string. */
    record HistoryKey(String accountId, String broadMatter) {}

    /**
     * Open cases of the accounts, and the calls about their matters within that time. Both count no further than
     * {@value #FAR_ENOUGH} cases, so that a busy account does not make its own calls slow.
     */
    Map<HistoryKey, History> histories(Collection<HistoryKey> wanted, Duration within) {
        List<HistoryKey> keys = List.copyOf(new HashSet<>(wanted));
        Map<HistoryKey, History> histories = new HashMap<>();
        if (keys.isEmpty()) {
            return histories;
        }
        if (!dialect.isPostgres()) {
            keys.forEach(key -> histories.put(
                    key,
                    jdbc.sql("select " + OPEN_CASES.formatted("?") + ", " + RECENT_CALLS.formatted("?", SECONDS_AGO))
                            .params(key.accountId(), key.broadMatter(), seconds(within))
                            .query((row, number) -> new History(row.getLong(1), row.getLong(2)))
                            .single()));
            return histories;
        }
        template.query(
                "select k.n, " + OPEN_CASES.formatted("k.account_id") + ", "
                        + RECENT_CALLS.formatted("k.matter", SECONDS_AGO)
                        + " from unnest(?::integer[], ?::varchar[], ?::varchar[]) as k(n, account_id, matter)",
                (RowCallbackHandler)
                        row -> histories.put(keys.get(row.getInt(1)), new History(row.getLong(2), row.getLong(3))),
                seconds(within),
                IntStream.range(0, keys.size()).boxed().toArray(Integer[]::new),
                keys.stream().map(HistoryKey::accountId).toArray(String[]::new),
                keys.stream().map(HistoryKey::broadMatter).toArray(String[]::new));
        return histories;
    }

    private static String nullable(String text) {
        return text.isEmpty() ? null : text;
    }
}
