package io.patchbay.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallField;
import io.patchbay.event.CallReport;
import io.patchbay.event.Confirmation;
import io.patchbay.event.FieldValue;
import io.patchbay.event.MatchedCall;
import io.patchbay.event.Origin;
import io.patchbay.event.Phase;
import io.patchbay.event.Signals;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

class FailuresTest {
    private static final CallReport OUTAGE = new CallReport(
            "generic",
            "call-1",
            new TreeSet<>(List.of(Phase.ANALYZED)),
            Map.of(CallField.PRODUCT_AREA, said("checkout"), CallField.ERROR_MESSAGE, said("HTTP 503")));

    private static FieldValue said(String text) {
        return new FieldValue(text, Origin.CALLER, Confirmation.REPORTED, Phase.ANALYZED, Instant.EPOCH);
    }

    private static AccountMatch account(String id, AccountMatch.Level level, boolean failedVerification) {
        return new AccountMatch(
                level,
                "",
                new AccountMatch.Account(id, id, "", "", "", "", "", false, List.of()),
                "",
                failedVerification,
                "",
                false,
                AccountMatch.Basis.LINE,
                level.compareTo(AccountMatch.Level.KNOWN) >= 0 && !failedVerification);
    }

    private static AccountMatch known(String id) {
        return account(id, AccountMatch.Level.KNOWN, false);
    }

    private static Failures on(Database database) {
        return new Failures(new FailureRepository(database.empty().template()), Duration.ofHours(1));
    }

    private static Signals observe(Failures failures, CallReport report, AccountMatch match, String caseRef) {
        return failures.observe(List.of(new MatchedCall(report, match, caseRef)))
                .get(0);
    }

    @ParameterizedTest
    @EnumSource
    void observe_countsAccountsNotCalls(Database database) {
        Failures failures = on(database);
        observe(failures, OUTAGE, known("a"), "");
        observe(failures, OUTAGE, known("a"), "");
        assertThat(observe(failures, OUTAGE, known("b"), "").distinctAccounts()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void observe_doesNotCountWhoMerelyClaimsAnAccountOrFailedVerification(Database database) {
        Failures failures = on(database);
        assertThat(observe(failures, OUTAGE, account("a", AccountMatch.Level.MAYBE, false), ""))
                .isEqualTo(Signals.NONE);
        assertThat(observe(failures, OUTAGE, account("b", AccountMatch.Level.KNOWN, true), ""))
                .isEqualTo(Signals.NONE);
        assertThat(observe(failures, OUTAGE, known("c"), "").distinctAccounts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void accountsThatReportAtTheSameMoment_seeEachOther(Database database) throws Exception {
        Failures failures = on(database);
        observe(failures, OUTAGE, known("first"), "");
        List<Callable<Long>> reports = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String id = "account-" + i;
            reports.add(() -> observed(database, failures, id));
        }
        ExecutorService pool = Executors.newFixedThreadPool(9);
        List<Long> seen = new ArrayList<>();
        try {
            for (Future<Long> count : pool.invokeAll(reports)) {
                seen.add(count.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(seen).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    private static long observed(Database database, Failures failures, String account) {
        for (int tries = 0; tries < 20; tries++) {
            try {
                return database.transactions().execute(status -> observe(failures, OUTAGE, known(account), "")
                        .distinctAccounts());
            } catch (DataAccessException e) {
                continue;
            }
        }
        throw new IllegalStateException("never got through");
    }

    @ParameterizedTest
    @EnumSource
    void oneFailurePagesWithOneCase_untilItHasBeenSilent(Database database) {
        Failures failures = on(database);
        String signature = observe(failures, OUTAGE, known("a"), "").signature();

        assertThat(failures.claimPage(signature, "", "AAAA-0001")).isEmpty();
        assertThat(failures.claimPage(signature, "", "AAAA-0001")).isEmpty();
        assertThat(failures.claimPage(signature, "", "AAAA-0002")).isEqualTo("AAAA-0001");

        database.template().update("update failure set last_at = timestamp with time zone '2020-01-01 00:00:00+00'");
        observe(failures, OUTAGE, known("a"), "");
        assertThat(failures.claimPage(signature, "", "AAAA-0003")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void accountThatACaseWasTakenFor_isNotCountedBesideTheRightOne(Database on) {
        Failures failures = on(on);
        observe(failures, OUTAGE, known("a"), "");
        String signature = observe(failures, OUTAGE, known("b"), "").signature();
        on.client()
                .sql(
                        "insert into failure_case (signature, case_ref, account_id, region) values (?, 'CASE-OF-B', 'b', '')")
                .param(signature)
                .update();

        assertThat(observe(failures, OUTAGE, known("c"), "CASE-OF-B").distinctAccounts())
                .isEqualTo(2);
        assertThat(observe(failures, OUTAGE, known("d"), "").distinctAccounts()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void failureOfManyWords_isCounted(Database on) {
        CallReport wordy = new CallReport(
                "generic",
                "call-2",
                new TreeSet<>(List.of(Phase.ANALYZED)),
                Map.of(
                        CallField.PRODUCT_AREA,
                        said("checkout ".repeat(40)),
                        CallField.ERROR_MESSAGE,
                        said("failure text ".repeat(40))));

        assertThat(observe(on(on), wordy, known("a"), "").distinctAccounts()).isEqualTo(1);
    }
}
