package io.patchbay.cases;

import io.patchbay.event.Decision;
import io.patchbay.event.Severity;
import io.patchbay.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which decisions stand behind the severity of a case. The caller holds the case's row. */
@Repository
class SeverityRepository {
    private final JdbcClient jdbc;

    SeverityRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** The decisions of the call on the case that confirmed that very severity. */
    List<Decision> confirming(String caseRef, String source, String callId, Severity severity) {
        return jdbc
                .sql("select content from decision where case_ref = ? and source = ? and call_id = ?"
                        + " and severity_level = ?")
                .params(caseRef, source, callId, severity.level())
                .query(SeverityRepository::decision)
                .list()
                .stream()
                .filter(decision -> decision.severity().equals(severity))
                .toList();
    }

    /** The worst severity that the last decision of any call confirms which is on the case now. */
    Severity supported(String caseRef) {
        return jdbc.sql("select d.content from decision d join call_record c on c.source = d.source"
                        + " and c.call_id = d.call_id and c.case_ref = d.case_ref"
                        + " where d.case_ref = ? and d.severity_level > 0 and not exists"
                        + " (select 1 from decision later where later.case_ref = d.case_ref and later.source = d.source"
                        + " and later.call_id = d.call_id and (later.decided_at > d.decided_at"
                        + " or later.decided_at = d.decided_at and later.id > d.id))"
                        + " order by d.severity_level, d.decided_at, d.id limit 1")
                .param(caseRef)
                .query(SeverityRepository::decision)
                .optional()
                .map(Decision::severity)
                .orElse(Severity.UNCONFIRMED);
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

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return Json.read(row.getString(1), Decision.class);
    }
}
