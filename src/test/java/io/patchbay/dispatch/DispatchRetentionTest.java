package io.patchbay.dispatch;

import static io.patchbay.dispatch.Briefs.MESSAGE;
import static io.patchbay.dispatch.Briefs.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.Retention;
import io.patchbay.storage.Database;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attempts and dispatches go when their time has come, and never while one has not ended. */
class DispatchRetentionTest {
    private static final Retention RETENTION =
            new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396));

    private static final Outcome REJECTED = Outcome.of(Outcome.Kind.REJECTED, 400, "HTTP 400");

    @ParameterizedTest
    @EnumSource
    void oldAttemptsOfEndedDispatches_areForgotten(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.settle(node.claimOne("jira"), REJECTED);
        node.plan("C000-0002", TICKET);
        node.settle(node.claimOne("jira"), Node.UNKNOWN);
        DispatchRetention old = old(database);

        assertThat(old.purgeAttempts()).isZero();
        database.template()
                .update(
                        "update dispatch_attempt set finished_at = ?",
                        OffsetDateTime.now().minusDays(91));

        assertThat(old.purgeAttempts()).isEqualTo(1);
        assertThat(database.template().queryForList("select outcome from dispatch_attempt", String.class))
                .containsExactly("unknown");
    }

    @ParameterizedTest
    @EnumSource
    void caseWithADispatchUnderWay_keepsAllOfThem(Database database) {
        Node node = new Node(database.empty());
        node.plan("C000-0001", TICKET);
        node.settle(node.claimOne("jira"), REJECTED);
        node.plan("C000-0002", TICKET, MESSAGE);
        node.settle(node.claimOne("jira"), REJECTED);

        List<String> gone =
                database.transactions().execute(status -> old(database).purge(List.of("C000-0001", "C000-0002")));

        assertThat(gone).containsExactly("C000-0001");
        assertThat(node.count("case_ref = 'C000-0001'")).isZero();
        assertThat(node.count("case_ref = 'C000-0002'")).isEqualTo(2);
        assertThat(database.template().queryForObject("select count(*) from dispatch_attempt", Long.class))
                .isEqualTo(1);
    }

    private static DispatchRetention old(Database database) {
        return new DispatchRetention(new DispatchRetentionStore(database.template()), RETENTION);
    }
}
