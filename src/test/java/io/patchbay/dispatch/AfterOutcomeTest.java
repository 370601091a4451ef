package io.patchbay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from an outcome, as a table. */
class AfterOutcomeTest {
    /** Always the middle: no jitter. */
    private static final RandomGenerator MIDDLE = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 1L << 63;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    private final AfterOutcome after =
            new AfterOutcome(new ReconcilePolicy(Duration.ofMinutes(10), Duration.ofMinutes(5)), MIDDLE);

    @ParameterizedTest
    @CsvSource({
        // operation, schedule, outcome, failures, since first s: state, due in s, failed
        "create_issue,   TICKET, SUCCEEDED, 0,   0, done,    0, false",
        "create_issue,   TICKET, REJECTED,  0,   0, dead,    0, false",
        "create_issue,   TICKET, NOT_SENT,  0,   0, ready,   5, true",
        "create_issue,   TICKET, NOT_SENT,  3,   0, ready, 600, true",
        "create_issue,   TICKET, NOT_SENT, 11,   0, dead,    0, true",
        "create_issue,   TICKET, UNKNOWN,   0,   0, unknown, 2, false",
        "add_comment,    TICKET, UNKNOWN,   0,   0, unknown, 2, false",
        "post_message,   TICKET, UNKNOWN,   0,   0, unknown, 2, false",
        "post_reply,     TICKET, UNKNOWN,   0,   0, unknown, 2, false",
        "create_issue,   TICKET, ABSENT,    0,   0, unknown, 2, false",
        "link,           TICKET, UNKNOWN,   0,   0, ready,   5, true",
        "update_message, TICKET, UNKNOWN,   1,   0, ready,  30, true",
        "case_updated,   TICKET, UNKNOWN,   0,   0, ready,   5, true",
        "trigger,        PAGE,   NOT_SENT,  0,   0, ready,   2, true",
        "trigger,        PAGE,   NOT_SENT,  9, 999, ready,  60, true",
        "trigger,        PAGE,   UNKNOWN,   0,   0, ready,   2, true",
        "trigger,        PAGE,   UNKNOWN,   4, 299, ready,  60, true",
        "trigger,        PAGE,   UNKNOWN,   4, 300, unknown, 2, false",
        "resolve,        PAGE,   UNKNOWN,   0, 999, ready,   2, true",
        // Nobody can look it up, and nobody but a person may send it again.
        "send_update,    TICKET, UNKNOWN,   0,   0, unknown, 3153600000, false",
        "send_update,    TICKET, NOT_SENT,  0,   0, ready,   5, true"
    })
    void attempt(
            String operation,
            RetrySchedule schedule,
            Outcome.Kind outcome,
            int failures,
            int sinceFirst,
            String state,
            long dueIn,
            boolean failed) {
        Progress progress = new Progress(
                operation, schedule, failures + 1, failures, 0, Duration.ofSeconds(sinceFirst), Duration.ZERO);

        Next next = after.attempt(progress, Outcome.of(outcome, 0, "why"));

        assertThat(next.state().text()).isEqualTo(state);
        assertThat(next.in()).isEqualTo(Duration.ofSeconds(dueIn));
        assertThat(next.failed()).isEqualTo(failed);
    }

    @ParameterizedTest
    @CsvSource({
        // operation, outcome, failures, look-ups, since sent s: state, due in s
        "create_issue, SUCCEEDED,  0,   1,     2, done,          0",
        "create_issue, ABSENT,     0,   1,     2, unknown,       3",
        "create_issue, ABSENT,     0,   4,    20, unknown,      20",
        "create_issue, ABSENT,     0,   5,    40, unknown,      60",
        "create_issue, ABSENT,     0,  14,   599, unknown,      60",
        "create_issue, ABSENT,     0,  14,   600, ready,         0",
        "create_issue, ABSENT,    11,  14,   600, dead,          0",
        "create_issue, UNKNOWN,    0,  14,   900, unknown,      60",
        "create_issue, UNKNOWN,    0,  30,  3600, unknown,     600",
        "create_issue, REJECTED,   0,   1,     2, unknown,       3",
        "create_issue, THROTTLED,  0,   1,     2, unknown,       5",
        "create_issue, UNKNOWN,    0, 200,  9999, unknown, 3153600000",
        "create_issue, UNKNOWN,    0,  50, 86400, unknown, 3153600000",
        "trigger,      ABSENT,     0,   4,    59, unknown,      20",
        "trigger,      ABSENT,     0,   5,    60, ready,         0"
    })
    void lookUp(
            String operation,
            Outcome.Kind outcome,
            int failures,
            int lookUps,
            long sinceSent,
            String state,
            long dueIn) {
        Progress progress = new Progress(
                operation,
                RetrySchedule.TICKET,
                1,
                failures,
                lookUps,
                Duration.ofSeconds(sinceSent),
                Duration.ofSeconds(sinceSent));

        Next next = after.lookUp(progress, Outcome.of(outcome, 200, "why"));

        assertThat(next.state().text()).isEqualTo(state);
        assertThat(next.in()).isEqualTo(Duration.ofSeconds(dueIn));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "7, 7", "3600, 3600", "90000, 3600", "-1, 5", ", 5"})
    void retryAfter_isObeyedUpToAnHourAndReplacedWhenAbsent(Long asked, long dueIn) {
        Outcome throttled = Outcome.throttled(asked == null ? null : Duration.ofSeconds(asked), 429, "rate limited");

        Next next = after.attempt(progress(Duration.ofSeconds(1)), throttled);

        assertThat(next).isEqualTo(new Next(State.READY, Duration.ofSeconds(dueIn), false, "rate limited"));
    }

    @Test
    void throttling_doesNotGoOnForever() {
        Next next = after.attempt(progress(Duration.ofHours(53)), Outcome.throttled(null, 429, "rate limited"));

        assertThat(next.state()).isEqualTo(State.DEAD);
    }

    @Test
    void jitter_staysWithinAFifth() {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            Duration wait = RetrySchedule.TICKET.after(2, random).orElseThrow();
            assertThat(wait).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        }
    }

    @Test
    void schedules_lastAsLongAsTheySay() {
        assertThat(RetrySchedule.PAGE.horizon()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
        assertThat(RetrySchedule.TICKET.horizon()).isBetween(Duration.ofHours(51), Duration.ofHours(53));
    }

    private static Progress progress(Duration sinceFirst) {
        return new Progress(Operation.CREATE_ISSUE, RetrySchedule.TICKET, 1, 0, 0, sinceFirst, Duration.ZERO);
    }
}
