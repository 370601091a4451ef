package io.patchbay.proposals;

import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.QueueCondition;
import io.patchbay.proposals.ExampleProposal.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The proposals. Each is settled once; a sentence is proposed for a case and topic once, however often it is sent. */
@Repository
public class ExampleProposalRepository {
    private static final String COLUMNS = "select p.id, p.case_ref, p.queue, p.topic, p.language, p.text, p.reason,"
            + " p.proposed_by, p.proposed_at, p.state, p.settled_by, p.settled_why, p.rule_set from example_proposal p";

    private final JdbcClient jdbc;

    ExampleProposalRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the proposal. Call it outside a transaction: where two are sent at once, the loser's statement fails.
     *
     * @return whether it is new
     */
    boolean add(ExampleProposal proposal) {
        try {
            jdbc.sql(
                            "insert into example_proposal (id, case_ref, queue, topic, language, text, reason, proposed_by, state,"
                                    + " settled_by, settled_why, rule_set) values (?, ?, ?, ?, ?, ?, ?, ?, 'open', '', '', '')")
                    .params(
                            proposal.id(),
                            proposal.caseRef(),
                            proposal.queue(),
                            proposal.topic(),
                            proposal.language(),
                            proposal.text(),
                            proposal.why(),
                            proposal.by())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** The proposal of that sentence. */
    Optional<ExampleProposal> find(String caseRef, String topic, String text) {
        return jdbc.sql(COLUMNS + " where p.case_ref = ? and p.topic = ? and p.text = ?")
                .params(caseRef, topic, text)
                .query(ExampleProposalRepository::row)
                .optional();
    }

    /** The proposal, unless its case is out of sight. */
    public Optional<ExampleProposal> find(String id, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("p.case_ref", visible);
        return jdbc.sql(COLUMNS + " where p.id = ? and " + seen.sql())
                .params(seen.between(List.of(id)))
                .query(ExampleProposalRepository::row)
                .optional();
    }

    /** The proposals in that state whose cases may be seen, newest first. */
    public List<ExampleProposal> list(State state, int atMost, VisibleQueues visible) {
        QueueCondition seen = QueueCondition.onCase("p.case_ref", visible);
        return jdbc.sql(COLUMNS + " where p.state = ? and " + seen.sql()
                        + " order by p.proposed_at desc, p.id desc fetch first ? rows only")
                .params(seen.between(List.of(state.key()), atMost))
                .query(ExampleProposalRepository::row)
                .list();
    }

    /** Settles the proposal if it is open. */
    boolean settle(String id, State state, String who, String why, String ruleSet) {
        return jdbc.sql("update example_proposal set state = ?, settled_by = ?, settled_why = ?, rule_set = ?"
                                + " where id = ? and state = 'open'")
                        .params(state.key(), who, why, ruleSet, id)
                        .update()
                == 1;
    }

    void delete(List<String> caseRefs) {
        jdbc.sql("delete from example_proposal where case_ref in (:refs)")
                .param("refs", caseRefs)
                .update();
    }

    private static ExampleProposal row(ResultSet row, int number) throws SQLException {
        return new ExampleProposal(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getTimestamp(9).toInstant(),
                State.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
                row.getString(11),
                row.getString(12),
                row.getString(13));
    }
}
