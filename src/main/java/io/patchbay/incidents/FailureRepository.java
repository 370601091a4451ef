package io.patchbay.incidents;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.event.FailureSignature;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which accounts reported which failure. Methods run inside the caller's transaction. */
@Repository
class FailureRepository {
    private static final int MOST_LABEL = 400;

    private final JdbcClient jdbc;

    FailureRepository(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * Holds the failure's row until the transaction ends, making it when it is new, so that of two accounts that report
     * at the same moment the second one sees the first. A failure silent for the window has ended: its page too.
     *
     * @return whether it was reported before
     */
    boolean hold(FailureSignature failure, Duration window) {
        int held = jdbc.sql("update failure set page_case = case when last_at < " + SECONDS_AGO
                        + " then null else page_case end, last_at = current_timestamp where signature = ?")
                .params(seconds(window), failure.key())
                .update();
        if (held == 0) {
            jdbc.sql("insert into failure (signature, label) values (?, ?)")
                    .params(failure.key(), clipped(failure.label()))
                    .update();
        }
        return held == 1;
    }

    /** Locks the failure's row until the transaction ends, if there is one. */
    void lock(FailureSignature failure) {
        jdbc.sql("select signature from failure where signature = ? for update")
                .param(failure.key())
                .query(String.class)
                .list();
    }

    /** The label is for people; the key tells failures apart. */
    private static String clipped(String label) {
        int end = label.length() <= MOST_LABEL ? label.length() : MOST_LABEL;
        return label.substring(0, end > 0 && Character.isHighSurrogate(label.charAt(end - 1)) ? end - 1 : end);
    }

    void report(FailureSignature failure, String accountId) {
        int fresh = jdbc.sql("insert into failure_report (signature, account_id) select ?, ? where not exists"
                        + " (select 1 from failure_report where signature = ? and account_id = ?)")
                .params(failure.key(), accountId, failure.key(), accountId)
                .update();
        if (fresh == 0) {
            jdbc.sql("update failure_report set last_at = current_timestamp where signature = ? and account_id = ?")
                    .params(failure.key(), accountId)
                    .update();
        }
    }

    /**
     * How many accounts reported the failure inside the window; counts no further than 1,000. Not one that only that case
     * stands for, when the case belongs to another account now.
     */
    long accounts(FailureSignature failure, Duration window, String caseRef, String accountId) {
        return jdbc.sql("select count(*) from (select account_id from failure_report r where signature = ?"
                        + " and last_at >= " + SECONDS_AGO + " and not (r.account_id <> ? and exists"
                        + " (select 1 from failure_case own where own.signature = r.signature and own.case_ref = ?"
                        + " and own.account_id = r.account_id) and not exists (select 1 from failure_case other"
                        + " where other.signature = r.signature and other.account_id = r.account_id"
                        + " and other.case_ref <> ?)) limit 1000) recent")
                .params(failure.key(), seconds(window), accountId, caseRef, caseRef)
                .query(Long.class)
                .single();
    }

    /** Makes the case the one that pages for the failure; false when another one is. */
    boolean claimPage(String signature, String caseRef) {
        return jdbc.sql("update failure set page_case = ? where signature = ? and (page_case is null or page_case = ?)")
                        .params(caseRef, signature, caseRef)
                        .update()
                == 1;
    }

    /** The case reports no failure any more, nor do the accounts for which no other case does. */
    void withdraw(String caseRef) {
        jdbc.sql("delete from failure_report where exists (select 1 from failure_case own where own.case_ref = ?"
                        + " and own.signature = failure_report.signature and own.account_id = failure_report.account_id)"
                        + " and not exists (select 1 from failure_case other where other.case_ref <> ?"
                        + " and other.signature = failure_report.signature"
                        + " and other.account_id = failure_report.account_id)")
                .params(caseRef, caseRef)
                .update();
        jdbc.sql("delete from failure_case where case_ref = ?").param(caseRef).update();
    }

    void reassign(String caseRef, String fromAccount, String toAccount) {
        jdbc.sql("update failure_case set account_id = ? where case_ref = ?")
                .params(toAccount, caseRef)
                .update();
        jdbc.sql("update incident_case set account_id = ? where case_ref = ?")
                .params(toAccount, caseRef)
                .update();
        jdbc.sql("delete from failure_report where account_id = ? and signature in"
                        + " (select signature from failure_case where case_ref = ?) and not exists"
                        + " (select 1 from failure_case other where other.signature = failure_report.signature"
                        + " and other.account_id = failure_report.account_id)")
                .params(fromAccount, caseRef)
                .update();
    }

    void releasePage(String caseRef) {
        jdbc.sql("update failure set page_case = null where page_case = ?")
                .param(caseRef)
                .update();
        jdbc.sql("update incident set page_case = null where page_case = ?")
                .param(caseRef)
                .update();
    }

    /** The case that paged for the incident, if one did. */
    Optional<String> pageOfIncident(String incidentId) {
        return jdbc.sql("select page_case from incident where id = ?")
                .param(incidentId)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(found -> found);
    }

    void pagedFor(String incidentId, String caseRef) {
        jdbc.sql("update incident set page_case = ? where id = ? and page_case is null")
                .params(caseRef, incidentId)
                .update();
    }

    Optional<String> pageCase(String signature) {
        return jdbc.sql("select page_case from failure where signature = ?")
                .param(signature)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(found -> found);
    }
}
