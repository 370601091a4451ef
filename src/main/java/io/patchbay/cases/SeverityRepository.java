package io.patchbay.cases;

import io.patchbay.event.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The severity of a case and what became of its page. The caller has locked the case's row. */
@Repository
class SeverityRepository {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    SeverityRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
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

    /** @param by who says so, also when what they say is that nothing is confirmed */
    void set(String caseRef, Severity severity, String by) {
        jdbc.sql("update support_case set severity_level = ?, severity_by = ?, severity_pages = ? where ref = ?")
                .params(severity.level(), by, severity.pages(), caseRef)
                .update();
    }

    /** @param reason why nobody is paged, or the empty string when a page is planned now */
    void page(String caseRef, String reason) {
        jdbc.sql("update support_case set page_status = ?, page_reason = ? where ref = ?")
                .params(reason.isEmpty() ? "pending" : "not_paged", reason, caseRef)
                .update();
    }

    /** Whether the case waits for its release: until then nobody is paged. */
    boolean held(String caseRef) {
        return jdbc.sql("select held from support_case where ref = ?")
                .param(caseRef)
                .query(Boolean.class)
                .single();
    }
}
