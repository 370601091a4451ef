package io.patchbay.rules;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of the rule set that were ever in force, by content hash. A row is written once; its approver is added once. */
@Repository
public class RuleSetRepository {

    /**
     * A version.
     *
     * @param by who published it
     * @param approver who approved it, or the empty string
     * @param reason why
     */
    public record Published(String hash, String by, String approver, String reason, Instant at) {}

    /** That a version was put in force; by {@code hub} at a start, else by a person. */
    public record Activation(String hash, String by, String reason, Instant at) {}

    private final JdbcClient jdbc;

    public RuleSetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the version unless it is there already. Call it outside a transaction: where two nodes publish at once, the
     * loser's statement fails, and with it on PostgreSQL whatever transaction it is part of.
     *
     * @return whether it was new
     */
    public boolean publish(RuleSet ruleSet, String by, String approver, String reason) {
        if (has(ruleSet.hash())) {
            return false;
        }
        try {
            jdbc.sql("insert into rule_set (hash, content, published_by, approved_by, reason)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(ruleSet.hash(), ruleSet.content(), by, approver, reason)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Notes who approved the version; false when its author does, or when somebody has before. */
    boolean approve(String hash, String who) {
        return jdbc.sql("update rule_set set approved_by = ? where hash = ? and approved_by = '' and published_by <> ?")
                        .params(who, hash, who)
                        .update()
                == 1;
    }

    private boolean has(String hash) {
        return jdbc.sql("select count(*) from rule_set where hash = ?")
                        .param(hash)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The version of that hash, compiled anew: keep it while there is more to ask it. */
    public Optional<RuleSet> find(String hash) {
        return jdbc.sql("select content from rule_set where hash = ?")
                .param(hash)
                .query(String.class)
                .optional()
                .map(RuleSet::ofContent);
    }

    /** The versions, newest first. */
    public List<Published> versions(int atMost) {
        return jdbc.sql("select hash, published_by, approved_by, reason, published_at from rule_set"
                        + " order by published_at desc, hash fetch first ? rows only")
                .param(atMost)
                .query(PUBLISHED)
                .list();
    }

    /** How the version came to be. */
    public Optional<Published> published(String hash) {
        return jdbc.sql("select hash, published_by, approved_by, reason, published_at from rule_set where hash = ?")
                .param(hash)
                .query(PUBLISHED)
                .optional();
    }

    /** Notes that the version is in force from now on, on every node. */
    void activate(String id, String hash, String by, String reason) {
        jdbc.sql("insert into rule_activation (id, hash, activated_by, reason) values (?, ?, ?, ?)")
                .params(id, hash, by, reason)
                .update();
    }

    /** What was put in force, newest first; the first is in force. */
    List<Activation> activations(int atMost) {
        return jdbc.sql("select hash, activated_by, reason, activated_at from rule_activation"
                        + " order by activated_at desc, id desc fetch first ? rows only")
                .param(atMost)
                .query((row, number) ->
                        new Activation(row.getString(1), row.getString(2), row.getString(3), at(row.getTimestamp(4))))
                .list();
    }

    private static final RowMapper<Published> PUBLISHED = (row, number) -> new Published(
            row.getString(1), row.getString(2), row.getString(3), row.getString(4), at(row.getTimestamp(5)));

    private static Instant at(Timestamp timestamp) {
        return timestamp.toInstant();
    }
}
