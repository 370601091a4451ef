package io.patchbay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.platform.ConfigurationException;
import io.patchbay.platform.Retention;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is promised to be remembered is remembered, and what is not does not pile up. */
class EventRetentionTest {
    private static final Retention RETENTION =
            new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396));

    @ParameterizedTest
    @EnumSource
    void onlyEndedEventsPastTheMemory_areForgotten(Database database) {
        EventRetention old = on(database);
        insert(database, 31, List.of("done", "ignored", "received", "claimed", "quarantined", "dead"), 1);
        insert(database, 29, List.of("done", "ignored"), 1);

        assertThat(old.purge()).isEqualTo(2);

        assertThat(database.template().queryForList("select id from event order by id", String.class))
                .containsExactly("29done0", "29ignored0", "31claimed0", "31dead0", "31quarantined0", "31received0");
        assertThat(old.purge()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void batch_isFiveThousandAtTheMost(Database database) {
        EventRetention old = on(database);
        insert(database, 40, List.of("done"), 5_100);

        assertThat(old.purge()).isEqualTo(5_000);
        assertThat(old.purge()).isEqualTo(100);
    }

    @Test
    void memoryShorterThanPromised_refusesTheStart() {
        assertThatThrownBy(() -> new Retention(Duration.ofDays(29), Duration.ofDays(90), Duration.ofDays(396)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("patchbay.retention.events")
                .hasMessageContaining("30d");
    }

    private static EventRetention on(Database database) {
        return new EventRetention(new EventRepository(database.empty().template()), RETENTION);
    }

    private static void insert(Database database, int daysOld, List<String> states, int each) {
        OffsetDateTime received = OffsetDateTime.now().minusDays(daysOld);
        List<Object[]> rows = new ArrayList<>();
        for (String state : states) {
            for (int i = 0; i < each; i++) {
                String id = daysOld + state + i;
                rows.add(new Object[] {id, id, new byte[0], received, state});
            }
        }
        database.template()
                .batchUpdate(
                        "insert into event (id, source, delivery_key, body_hash, content_type, query, headers, body,"
                                + " received_at, state) values (?, 'generic', ?, '', '', '', '{}', ?, ?, ?)",
                        rows);
    }
}
