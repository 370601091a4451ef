package io.patchbay.incidents;

import static io.patchbay.incidents.IncidentRoom.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.IncidentReference;
import io.patchbay.event.RecordedBriefs;
import io.patchbay.event.Settled;
import io.patchbay.incidents.IncidentSignals.ReportingCase;
import io.patchbay.storage.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IncidentThreadsTest {
    private IncidentRoom room;

    private String incident(String state) {
        Incident incident = Opening.incident(
                room.ids,
                "Checkout fails",
                state,
                "investigating",
                "signal:several accounts",
                List.of("checkout"),
                List.of());
        room.rows.insert(incident, null);
        return incident.id();
    }

    private ThreadPlacement call(String id, int number, String queue, boolean restricted) {
        String ref = "AAAA-%04d".formatted(number);
        return room.database.transactions().execute(status -> {
            CaseBrief brief =
                    IncidentRoom.brief(ref, queue, restricted, "acct-" + number, number % 2 == 0 ? "eu" : "us");
            room.incidents.link(id, List.of(brief));
            return room.incidentThreads
                    .take(id, List.of(new ReportingCase(null, null, null, brief, true)))
                    .get(0);
        });
    }

    private ThreadPlacement call(String id, int number) {
        return call(id, number, "support", false);
    }

    @ParameterizedTest
    @EnumSource
    void aProposedIncident_hasItsThreadFromTheFourthCaseOn_andOne(Database on) {
        room = new IncidentRoom(on);
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
        room = new IncidentRoom(on);
        assertThat(call(incident("open"), 1)).matches(flood -> flood.begins() && flood.quiet());
    }

    @ParameterizedTest
    @EnumSource
    void restrictedCases_andThoseForReview_keepTheirOwnMessages(Database on) {
        room = new IncidentRoom(on);
        String id = incident("open");
        assertThat(call(id, 1, "security", true)).matches(flood -> !flood.begins() && !flood.quiet());
        assertThat(call(id, 2, "review", false)).matches(flood -> !flood.begins() && !flood.quiet());
        assertThat(call(id, 3)).matches(flood -> flood.begins() && flood.quiet());
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatCouldNotBePosted_standsForNoMessage(Database on) {
        room = new IncidentRoom(on);
        String id = incident("open");
        String ref = call(id, 1).ref();
        room.incidentThreads.record(List.of(new Settled(
                ref, "dsp_1", "slack", "post_message", 1, "dead", "", "", "", "", "no channel", Map.of(), NINE)));
        assertThat(call(id, 2)).matches(flood -> !flood.begins() && !flood.quiet() && !flood.shows());
    }

    @ParameterizedTest
    @EnumSource
    void theThread_countsCallsCasesAccountsAndRegions_asTheyStand(Database on) {
        room = new IncidentRoom(on);
        String id = incident("open");
        for (int number : new int[] {1, 2, 3, 3}) {
            call(id, number);
        }
        String ref = room.incidents.find(id).orElseThrow().incident().ref();
        room.incidentThreads.record(List.of(new Settled(
                ref, "dsp_1", "slack", "post_message", 1, "done", "1.2", "", "C1", "https://s/1", "", Map.of(), NINE)));
        RecordedBriefs read = new RecordedBriefs(ref, "AAAA-0001");
        room.incidentThreads.addBriefs(read);
        CaseBrief thread = read.of(ref);

        assertThat(IncidentReference.is(ref)).isTrue();
        assertThat(thread.matter().summary())
                .contains("Calls: 4, cases: 3, accounts: 3", "us 2, eu 1", "Stage: investigating");
        assertThat(thread.queue()).isEqualTo("support");
        assertThat(thread.receipt("slack").id()).isEqualTo("1.2");
    }

    @ParameterizedTest
    @EnumSource
    void anIncidentOfSeveralFailures_pagesOnce(Database on) {
        room = new IncidentRoom(on);
        String id = incident("open");
        call(id, 1);
        assertThat(room.failures.claimPage("one", id, "AAAA-0001")).isEmpty();
        assertThat(room.failures.claimPage("one", id, "AAAA-0001")).isEmpty();
        assertThat(room.failures.claimPage("two", id, "AAAA-0002")).isEqualTo("AAAA-0001");
        assertThat(room.failures.claimPage("", id, "AAAA-0003")).isEqualTo("AAAA-0001");
    }

    @ParameterizedTest
    @EnumSource
    void whoStandsInAnIncidentThatIsDeclared_hearsOfItOnce(Database on) {
        room = new IncidentRoom(on);
        String id = incident("proposed");
        room.call(id, "AAAA-0001");
        assertThat(room.updates.dueLinks()).isEmpty();

        room.incidents.confirm(new IncidentAction.Confirm(id, "rosa", "three customers"));
        IncidentLink link = room.updates.dueLinks().get(0);
        assertThat(link.comment().get("text")).contains("INC-", "Checkout fails");
        assertThat(room.updates.takeLink(link)).isTrue();
        assertThat(room.updates.takeLink(link)).isFalse();
        assertThat(room.updates.dueLinks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatPeopleDo_showsInTheThread_onceForAllNodes(Database on) {
        room = new IncidentRoom(on);
        String id = incident("open");
        String ref = call(id, 1).ref();
        room.incidents.move(new IncidentAction.Move(id, "rosa", "found it", "identified"));
        assertThat(room.incidentThreads.stale()).containsExactly(ref);
        assertThat(room.incidentThreads.take(ref)).isTrue();
        assertThat(room.incidentThreads.take(ref)).isFalse();
        assertThat(room.incidentThreads.stale()).isEmpty();
    }
}
