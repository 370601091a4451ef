package io.patchbay.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CallReport;
import io.patchbay.event.Phase;
import io.patchbay.platform.CallReportJson;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class SilentCallsTest {
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Map<String, Duration> SILENCE = Map.of("retell", Duration.ofMinutes(30));

    @ParameterizedTest
    @EnumSource
    void callWithoutAnEnd_isHandedOutOnceItWasSilentForLongEnough(Database database) {
        JdbcTemplate template = database.empty().template();
        add(template, "retell", "silent", 31, Phase.STARTED);
        add(template, "retell", "just-heard-of", 29, Phase.STARTED);
        add(template, "retell", "ended", 31, Phase.ENDED);
        add(template, "retell", "too-late", 241, Phase.STARTED);
        add(template, "generic", "of-nobody-who-can-be-asked", 31, Phase.STARTED);

        List<DueCall> found = calls(template, Duration.ofMinutes(15)).next(SILENCE);

        assertThat(found).containsExactly(new DueCall("retell", "silent"));
    }

    @ParameterizedTest
    @EnumSource
    void everyCall_comesOnceInARoundHoweverManyThereAre(Database database) {
        JdbcTemplate template = database.empty().template();
        for (int i = 0; i < 250; i++) {
            add(template, "retell", "call-" + i, 240 - i * 0.5, Phase.STARTED);
        }
        SilentCalls calls = calls(template, Duration.ofMinutes(15));

        List<DueCall> round = new ArrayList<>();
        for (int page = 0; page < 10; page++) {
            round.addAll(calls.next(SILENCE));
        }

        assertThat(round).hasSize(249).doesNotHaveDuplicates();
        assertThat(calls.next(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nextRound_beginsAfterAWhile(Database database) {
        JdbcTemplate template = database.empty().template();
        add(template, "retell", "silent", 60, Phase.STARTED);
        SilentCalls calls = calls(template, Duration.ZERO);

        assertThat(calls.next(SILENCE)).hasSize(1);
        assertThat(calls.next(SILENCE)).hasSize(1);
    }

    private static SilentCalls calls(JdbcTemplate template, Duration again) {
        return new SilentCalls(new GatheringCallRepository(template), LONGEST, again);
    }

    private static void add(JdbcTemplate template, String source, String callId, double minutesAgo, Phase phase) {
        OffsetDateTime now = template.queryForObject("select current_timestamp", OffsetDateTime.class);
        CallReport report = new CallReport(source, callId, new TreeSet<>(List.of(phase)), Map.of());
        template.update(
                "insert into call_record (source, call_id, state, report, decide_at) values (?, ?, 'gathering', ?, ?)",
                source,
                callId,
                CallReportJson.write(report),
                now.plus(LONGEST).minusSeconds(Math.round(minutesAgo * 60)));
    }
}
