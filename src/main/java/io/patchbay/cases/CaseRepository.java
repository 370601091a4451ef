package io.patchbay.cases;

import io.patchbay.event.CaseBrief;
import io.patchbay.platform.InList;
import io.patchbay.platform.Json;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The case rows: opened, joined, revised and locked. Writing methods run inside the caller's transaction. */
@Repository
class CaseRepository {
    static final String LOCK = "select ref from support_case where ref in %s order by ref for update";

    private static final String INSERT =
            "insert into support_case (ref, source, call_id, account_id, open_matter, matter, queue, owner_id,"
                    + " assignee, status, restricted, severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                    + " page_status, page_reason)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)";
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    CaseRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
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

    /** Calls that join an open case. */
    record Joining(String ref, String accountId, int calls) {}

    /**
     * Counts the calls on the cases, and locks their rows in the order of their references. A case that is open no more or
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

    /** Locks the case until the transaction ends. */
    void lock(String ref) {
        lock(List.of(ref));
    }

    /** Locks the cases until the transaction ends, in the order of their references. */
    void lock(Collection<String> refs) {
        if (!refs.isEmpty()) {
            refs(LOCK, refs);
        }
    }

    /** Locks those of the cases that are not locked elsewhere, and returns the others. By primary key: locking walks no backlog. */
    Set<String> lockAvailable(Collection<String> refs) {
        if (refs.isEmpty()) {
            return Set.of();
        }
        Set<String> locked = refs(LOCK + " skip locked", refs);
        if (locked.size() == Set.copyOf(refs).size()) {
            return Set.of();
        }
        Set<String> elsewhere = refs("select ref from support_case where ref in %s", refs);
        elsewhere.removeAll(locked);
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

    private static String nullable(String text) {
        return text.isEmpty() ? null : text;
    }
}
