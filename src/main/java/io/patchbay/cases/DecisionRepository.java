package io.patchbay.cases;

import io.patchbay.event.CallReport;
import io.patchbay.event.Decision;
import io.patchbay.event.Severity;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Json;
import io.patchbay.platform.QueueCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The decisions about cases, and the severities that they confirmed. Writing methods run inside the caller's transaction. */
@Repository
class DecisionRepository {
    private static final String INSERT =
            "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level, content)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    DecisionRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** A decision of a call about its case. */
    record NewRow(String id, String caseRef, CallReport report, Decision decision) {}

    void insert(List<NewRow> rows) {
        if (!rows.isEmpty()) {
            template.batchUpdate(
                    INSERT,
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

    /** The decision that stands; empty when the case is not visible. */
    Optional<Decision> standing(String caseRef, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.on("c.queue", visible);
        return jdbc.sql("select d.content from support_case c join decision d on d.id = c.decision_id where c.ref = ?"
                        + " and " + seen.sql())
                .params(seen.between(List.of(caseRef)))
                .query(String.class)
                .optional()
                .map(content -> Json.read(content, Decision.class));
    }

    /** The decisions of the call on the case that confirmed that very severity. */
    List<Decision> confirming(String caseRef, String source, String callId, Severity severity) {
        return jdbc
                .sql("select content from decision where case_ref = ? and source = ? and call_id = ?"
                        + " and severity_level = ?")
                .params(caseRef, source, callId, severity.level())
                .query(DecisionRepository::decision)
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
                .query(DecisionRepository::decision)
                .optional()
                .map(Decision::severity)
                .orElse(Severity.UNCONFIRMED);
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return Json.read(row.getString(1), Decision.class);
    }
}
