package io.patchbay.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.Retention;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A case is purged whole, long after it ended, and not before. */
class CaseRetentionTest {
    private static final Retention RETENTION =
            new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396));

    @ParameterizedTest
    @EnumSource
    void onlyCasesThatEndedLongAgo_arePurgedWithEverythingOfTheirs(Database database) {
        CaseRetention old = on(database);
        insert(database, "OLD-ENDED", true, 400, 400);
        insert(database, "OLD-OPEN", false, 400, 400);
        insert(database, "NEW-ENDED", true, 390, 390);
        insert(database, "REOPENED", true, 400, 10);
        insert(database, "OLD-WAITS", true, 410, 410);
        database.template()
                .update(
                        "insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state, due_at)"
                                + " values ('dsp', 'OLD-WAITS', 'jira', 'create_issue', 1, 'm', '{}', 'unknown', current_timestamp)");

        List<String> taken = database.transactions().execute(status -> {
            List<String> refs = old.take();
            old.purge(refs);
            return refs;
        });

        assertThat(taken).containsExactly("OLD-ENDED");
        for (String query : List.of(
                "select ref from support_case",
                "select case_ref from decision",
                "select case_ref from timeline_entry",
                "select case_ref from call_record")) {
            assertThat(database.template().queryForList(query, String.class))
                    .as(query)
                    .containsExactlyInAnyOrder("OLD-OPEN", "NEW-ENDED", "REOPENED", "OLD-WAITS");
        }
    }

    private static CaseRetention on(Database database) {
        return new CaseRetention(new CaseRetentionRepository(database.empty().template()), RETENTION);
    }

    private static void insert(Database database, String ref, boolean terminal, int openedDaysAgo, int changedDaysAgo) {
        OffsetDateTime now = OffsetDateTime.now();
        var jdbc = database.template();
        jdbc.update(
                "insert into support_case (ref, source, call_id, queue, owner_id, status, terminal, restricted,"
                        + " severity_level, severity_by, severity_pages, decision_id, brief, calls,"
                        + " page_status, page_reason, opened_at) values"
                        + " (?, 'generic', ?, 'support', 'sam', 'closed', ?, false, 0, '', false, ?, '{}', 1,"
                        + " 'not_paged', '', ?)",
                ref,
                ref,
                terminal,
                ref,
                now.minusDays(openedDaysAgo));
        jdbc.update(
                "insert into decision (id, case_ref, source, call_id, queue, rule_id, rule_set, severity_level, content)"
                        + " values (?, ?, 'generic', ?, 'support', 'r', 'h', 0, '{}')",
                ref,
                ref,
                ref);
        jdbc.update(
                "insert into timeline_entry (case_ref, seq, at, kind, actor, detail)"
                        + " values (?, 1, ?, 'case.opened', 'hub', '{}')",
                ref,
                now.minusDays(changedDaysAgo));
        jdbc.update(
                "insert into call_record (source, call_id, state, report, case_ref) values ('generic', ?, 'decided', '{}', ?)",
                ref,
                ref);
    }
}
