package io.patchbay.incidents;

import static io.patchbay.incidents.IncidentRoom.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.Retention;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is over is forgotten in time. */
class IncidentRetentionTest {
    private static final OffsetDateTime LONG_AGO =
            NINE.minus(Duration.ofDays(800)).atOffset(ZoneOffset.UTC);

    private static IncidentRetention old(JdbcTemplate rows) {
        return new IncidentRetention(
                new IncidentRetentionRepository(rows),
                new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396)));
    }

    @ParameterizedTest
    @EnumSource
    void incidentsThatEndedLongAgo_areForgotten_withWhatBelongsToThem(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        JdbcTemplate rows = room.database.template();
        IncidentRetention old = old(rows);
        String ended = room.declared("AAAA-0001");
        room.approved(ended, "resolved", "It works again.");
        room.move(ended, "resolved");
        String open = room.declared("AAAA-0002");
        assertThat(old.take()).isEmpty();
        rows.update("update incident set opened_at = ?", LONG_AGO);
        rows.update(
                "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at)"
                        + " select 'dsp', ref, 'slack', 'post_message', 1, 'm', '{}', 'unknown', current_timestamp from incident where id = ?",
                ended);
        assertThat(old.take())
                .as("an incident of which a dispatch has not ended")
                .isEmpty();
        rows.update("delete from dispatch");

        room.database.transactions().executeWithoutResult(status -> old.purge(old.take()));
        assertThat(room.incidents.find(ended)).isEmpty();
        assertThat(room.incidents.find(open)).isPresent();
        assertThat(rows.queryForList("select distinct incident_id from incident_case", String.class))
                .containsExactly(open);
        assertThat(rows.queryForObject("select count(*) from incident_update", Long.class))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void reportsOfFailures_andSilentMonitors_areForgottenAfterAMonth(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        JdbcTemplate rows = room.database.template();
        IncidentRetention old = old(rows);
        for (String row : List.of("old", "new")) {
            rows.update("insert into failure (signature, label) values (?, 'l')", row);
            rows.update("insert into failure_report (signature, account_id) values (?, 'acct-1')", row);
            rows.update(
                    "insert into failure_case (signature, case_ref, account_id, region)"
                            + " values (?, 'AAAA-0001', 'acct-1', '')",
                    row);
            rows.update(
                    "insert into monitor (id, source, name, area, firing, at, sort)"
                            + " values (?, 's', 'n', 'a', false, current_timestamp, '')",
                    row);
        }
        rows.update("update failure set last_at = ? where signature = 'old'", LONG_AGO);
        rows.update("update failure_report set last_at = ? where signature = 'old'", LONG_AGO);
        rows.update("update failure_case set at = ? where signature = 'old'", LONG_AGO);
        rows.update("update monitor set at = ? where id = 'old'", LONG_AGO);

        assertThat(old.purgeSignals()).isEqualTo(4);
        assertThat(old.purgeSignals()).isZero();
    }
}
