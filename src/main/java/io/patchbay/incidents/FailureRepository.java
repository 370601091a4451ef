package io.patchbay.incidents;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.event.FailureSignature;
import io.patchbay.platform.SqlDialect;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which accounts reported which failure. Methods run inside the caller's transaction. */
@Repository
class FailureRepository {
    private static final int MOST_LABEL = 400;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final SqlDialect dialect;

    FailureRepository(JdbcTemplate template) {
        this.template = template;
        this.dialect = new SqlDialect(template);
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * Holds the rows of the failures until the transaction ends, making those that are new, so that of two accounts that
     * report at the same moment the second one sees the first. In the order of their keys, which all holders share. A failure
     * silent for the window has ended: its page too.
     */
    void lock(Collection<FailureSignature> failures, Duration window) {
        Map<String, String> labels = new TreeMap<>();
        failures.forEach(failure -> labels.putIfAbsent(failure.key(), clipped(failure.label())));
        if (labels.isEmpty()) {
            return;
        }
        if (dialect.isPostgres()) {
            template.update(
                    "insert into failure (signature, label) select * from unnest(?::varchar[], ?::varchar[])"
                            + " on conflict (signature) do update set page_case = case when failure.last_at < "
                            + SECONDS_AGO + " then null else failure.page_case end, last_at = current_timestamp",
                    labels.keySet().toArray(String[]::new),
                    labels.values().toArray(String[]::new),
                    seconds(window));
            return;
        }
        labels.forEach((key, label) -> {
            int held = jdbc.sql("update failure set page_case = case when last_at < " + SECONDS_AGO
                            + " then null else page_case end, last_at = current_timestamp where signature = ?")
                    .params(seconds(window), key)
                    .update();
            if (held == 0) {
                jdbc.sql("insert into failure (signature, label) values (?, ?)")
                        .params(key, label)
                        .update();
            }
        });
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

    /** An account that reports a failure. */
    record Report(String signature, String accountId) {
        static final Comparator<Report> ORDER =
                Comparator.comparing(Report::signature).thenComparing(Report::accountId);
    }

    void report(Collection<Report> reports) {
        List<Report> sorted = reports.stream().distinct().sorted(Report.ORDER).toList();
        if (sorted.isEmpty()) {
            return;
        }
        if (dialect.isPostgres()) {
            template.update(
                    "insert into failure_report (signature, account_id) select * from unnest(?::varchar[], ?::varchar[])"
                            + " on conflict (signature, account_id) do update set last_at = current_timestamp",
                    sorted.stream().map(Report::signature).toArray(String[]::new),
                    sorted.stream().map(Report::accountId).toArray(String[]::new));
            return;
        }
        template.batchUpdate(
                "merge into failure_report (signature, account_id, last_at) key (signature, account_id)"
                        + " values (?, ?, current_timestamp)",
                sorted.stream()
                        .map(each -> new Object[] {each.signature(), each.accountId()})
                        .toList());
    }

    /** How many accounts reported each of the failures inside the window; counts no further than 1,000. */
    Map<String, Long> accounts(Collection<String> signatures, Duration window) {
        Map<String, Long> accounts = new HashMap<>();
        if (signatures.isEmpty()) {
            return accounts;
        }
        if (dialect.isPostgres()) {
            template.query(
                    "select k.signature, (select count(*) from (select 1 from failure_report r"
                            + " where r.signature = k.signature and r.last_at >= " + SECONDS_AGO
                            + " limit 1000) recent) from unnest(?::varchar[]) as k(signature)",
                    (RowCallbackHandler) row -> accounts.put(row.getString(1), row.getLong(2)),
                    seconds(window),
                    signatures.toArray(String[]::new));
            return accounts;
        }
        signatures.forEach(signature -> accounts.put(
                signature,
                jdbc.sql("select count(*) from (select account_id from failure_report where signature = ?"
                                + " and last_at >= " + SECONDS_AGO + " limit 1000) recent")
                        .params(signature, seconds(window))
                        .query(Long.class)
                        .single()));
        return accounts;
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
