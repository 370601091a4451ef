package io.patchbay.cases;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is counted of cases. Runs inside the transaction that holds the case's row. */
@Repository
class MarkRepository {
    private final JdbcClient jdbc;

    MarkRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /** Marks the case; false when it has the mark already. */
    boolean add(String caseRef, String kind, String topic, String queue) {
        return jdbc.sql("insert into case_mark (case_ref, kind, topic, queue) select ?, ?, ?, ? where not exists"
                                + " (select 1 from case_mark where case_ref = ? and kind = ? and topic = ?)")
                        .params(caseRef, kind, topic, queue, caseRef, kind, topic)
                        .update()
                == 1;
    }
}
