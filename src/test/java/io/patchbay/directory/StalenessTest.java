package io.patchbay.directory;

import static io.patchbay.directory.Accounts.LINE_A;
import static io.patchbay.directory.Reports.call;
import static io.patchbay.directory.Reports.from;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallField;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StalenessTest {
    private final Directory directory = Accounts.directory();

    @ParameterizedTest
    @CsvSource({
        "2027-01-15T23:59:59Z,false",
        "2027-01-16T00:00:00Z,true",
        "2025-01-01T00:00:00Z,false",
    })
    void staleness_isJudgedAtTheTimeOfTheCall(Instant startedAt, boolean stale) {
        Reports report = from(LINE_A).said(CallField.CALL_STARTED_AT, startedAt);

        assertThat(directory.match(report.report()).stale()).isEqualTo(stale);
    }

    @Test
    void staleness_withoutACallTime_isJudgedByWhenTheSenderSpoke() {
        Reports later = call().said(CallField.FROM, LINE_A, Instant.parse("2028-01-01T00:00:00Z"));

        assertThat(directory.match(later.report()).stale()).isTrue();
        assertThat(directory.match(from(LINE_A).report()).stale()).isFalse();
    }

    @Test
    void recordThatNobodyEverChecked_isStale() {
        AccountRecord unchecked = new AccountRecord(
                Accounts.A.account(), null, null, Accounts.A.numbers(), List.of(), MatchPolicy.DEFAULT);

        assertThat(unchecked.isStale(LocalDate.EPOCH, 365)).isTrue();
    }
}
