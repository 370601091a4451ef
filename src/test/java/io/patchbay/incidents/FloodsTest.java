package io.patchbay.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.IncidentReference;
import io.patchbay.event.Person;
import io.patchbay.event.Settled;
import io.patchbay.event.Severity;
import io.patchbay.platform.Bell;
import io.patchbay.platform.Ids;
import io.patchbay.storage.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class FloodsTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private Incidents incidents;
    private IncidentUpdates updates;
    private Floods floods;
    private Failures failures;
    private IncidentRepository rows;
    private Database database;

    private void on(Database database) {
        this.database = database.empty();
        rows = new IncidentRepository(database.template());
        ThreadRepository threads = new ThreadRepository(database.template());
        Bell bell = new Bell();
        incidents = new Incidents(
                rows,
                new AffectedRepository(database.template()),
                threads,
                new Ids(Clock.systemUTC()),
                bell,
                new DataSourceTransactionManager(database.dataSource()));
        updates = new IncidentUpdates(new AffectedRepository(database.template()), bell);
        floods = new Floods(rows, threads, bell);
        failures = new Failures(new FailureRepository(database.template()), Duration.ofHours(1));
    }

    private String incident(String state) {
        Incident incident = Opening.incident(
                new Ids(Clock.systemUTC()),
                "Checkout fails",
                state,
                "investigating",
                "signal:several accounts",
                List.of("checkout"),
                List.of());
        rows.insert(incident, null);
        return incident.id();
    }

    private Flood call(String id, int number, String queue, boolean restricted) {
        String ref = "AAAA-%04d".formatted(number);
        return database.transactions().execute(status -> {
            incidents.link(id, ref, "acct-" + number, number % 2 == 0 ? "eu" : "us");
            return floods.take(id, brief(ref, queue, restricted), true);
        });
    }

    private Flood call(String id, int number) {
        return call(id, number, "support", false);
    }

    private static CaseBrief brief(String ref, String queue, boolean restricted) {
        CaseBrief.Matter matter = new CaseBrief.Matter(
                "", "", "", "none", "", "", "", "", "", "", "", "", "", "", "", 0, "", "", "", "", "", false);
        return new CaseBrief(
                ref,
                "generic",
                "call-1",
                queue,
                restricted,
                "open",
                false,
                new Person("", "", "", "", ""),
                Severity.UNCONFIRMED,
                matter,
                "",
                List.of(),
                List.of(),
                1,
                NINE,
                Map.of(),
                Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void aProposedIncident_hasItsThreadFromTheFourthCaseOn_andOne(Database on) {
        on(on);
        String id = incident("proposed");
        for (int i = 1; i <= 3; i++) {
            assertThat(call(id, i)).matches(flood -> !flood.begins() && !flood.quiet());
        }
        assertThat(call(id, 4)).matches(flood -> flood.begins() && flood.quiet() && !flood.shows());
        assertThat(call(id, 5)).matches(flood -> !flood.begins() && flood.quiet() && flood.shows());
    }

    @ParameterizedTest
    @EnumSource
    void aDeclaredIncident_hasItsThreadFromTheFirstCaseOn(Database on) {
        on(on);
        assertThat(call(incident("open"), 1)).matches(flood -> flood.begins() && flood.quiet());
    }

    @ParameterizedTest
    @EnumSource
    void restrictedCases_andThoseForReview_keepTheirOwnMessages(Database on) {
        on(on);
        String id = incident("open");
        assertThat(call(id, 1, "security", true)).matches(flood -> !flood.begins() && !flood.quiet());
        assertThat(call(id, 2, "review", false)).matches(flood -> !flood.begins() && !flood.quiet());
        assertThat(call(id, 3)).matches(flood -> flood.begins() && flood.quiet());
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatCouldNotBePosted_standsForNoMessage(Database on) {
        on(on);
        String id = incident("open");
        String ref = call(id, 1).ref();
        floods.record(List.of(new Settled(
                ref, "dsp_1", "slack", "post_message", 1, "dead", "", "", "", "", "no channel", Map.of(), NINE)));
        assertThat(call(id, 2)).matches(flood -> !flood.begins() && !flood.quiet() && !flood.shows());
    }

    @ParameterizedTest
    @EnumSource
    void theThread_countsCallsCasesAccountsAndRegions_asTheyStand(Database on) {
        on(on);
        String id = incident("open");
        for (int number : new int[] {1, 2, 3, 3}) {
            call(id, number);
        }
        String ref = incidents.find(id).orElseThrow().incident().ref();
        floods.record(List.of(new Settled(
                ref, "dsp_1", "slack", "post_message", 1, "done", "1.2", "", "C1", "https://s/1", "", Map.of(), NINE)));
        CaseBrief thread = floods.briefs(List.of(ref, "AAAA-0001"), Map.of()).get(ref);

        assertThat(IncidentReference.is(ref)).isTrue();
        assertThat(thread.matter().summary())
                .contains("Calls: 4, cases: 3, accounts: 3", "us 2, eu 1", "Stage: investigating");
        assertThat(thread.queue()).isEqualTo("support");
        assertThat(thread.receipt("slack").id()).isEqualTo("1.2");
    }

    @ParameterizedTest
    @EnumSource
    void anIncidentOfSeveralFailures_pagesOnce(Database on) {
        on(on);
        String id = incident("open");
        call(id, 1);
        assertThat(failures.claimPage("one", id, "AAAA-0001")).isEmpty();
        assertThat(failures.claimPage("one", id, "AAAA-0001")).isEmpty();
        assertThat(failures.claimPage("two", id, "AAAA-0002")).isEqualTo("AAAA-0001");
        assertThat(failures.claimPage("", id, "AAAA-0003")).isEqualTo("AAAA-0001");
    }

    @ParameterizedTest
    @EnumSource
    void whoStandsInAnIncidentThatIsDeclared_hearsOfItOnce(Database on) {
        on(on);
        String id = incident("proposed");
        database.transactions().execute(status -> incidents.link(id, "AAAA-0001", "acct-1", "eu"));
        assertThat(updates.dueTies()).isEmpty();

        incidents.confirm(new IncidentAction.Confirm(id, "rosa", "three customers"));
        Tie tie = updates.dueTies().get(0);
        assertThat(tie.comment().get("text")).contains("INC-", "Checkout fails");
        assertThat(updates.takeTie(tie)).isTrue();
        assertThat(updates.takeTie(tie)).isFalse();
        assertThat(updates.dueTies()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatPeopleDo_showsInTheThread_onceForAllNodes(Database on) {
        on(on);
        String id = incident("open");
        String ref = call(id, 1).ref();
        incidents.move(new IncidentAction.Move(id, "rosa", "found it", "identified"));
        assertThat(floods.stale()).containsExactly(ref);
        assertThat(floods.take(ref)).isTrue();
        assertThat(floods.take(ref)).isFalse();
        assertThat(floods.stale()).isEmpty();
    }
}
