package io.patchbay.incidents;

import static io.patchbay.incidents.IncidentRoom.NINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.event.Feedback;
import io.patchbay.storage.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What monitors and status pages say, in whatever order it comes, makes and moves incidents. */
class IncidentSignalsTest {
    private static Feedback fact(
            String source, String kind, String object, int second, String stage, Map<String, String> rest) {
        return new Feedback(source, kind, object, "", List.of(), "", NINE.plusSeconds(second), "", stage, "", "", rest);
    }

    private static Feedback alert(String kind, int second) {
        return fact(
                "alertmanager",
                kind,
                "5ef7",
                second,
                "",
                Map.of("name", "CheckoutErrors", "label.service", "checkout"));
    }

    private static void observe(IncidentRoom room, Feedback fact) {
        room.database.transactions().executeWithoutResult(status -> room.signals.observe(List.of(fact)));
    }

    private static void outage(IncidentRoom room, int second, String stage) {
        Map<String, String> rest = Map.of("name", "Checkout errors", "parts", "Checkout");
        observe(room, fact("statuspage", "outage.updated", "z3l", second, stage, rest));
    }

    private static Incident ofStatusPage(IncidentRoom room) {
        return room.incidents.inState("open").get(0);
    }

    @ParameterizedTest
    @EnumSource
    void monitors_areWhatTheySaidLastByTheirOwnClock_whateverTheOrder(Database on) {
        List<Feedback> told = new ArrayList<>(
                List.of(alert("monitor.firing", 1), alert("monitor.resolved", 2), alert("monitor.firing", 3)));
        for (int i = 0; i < 4; i++) {
            IncidentRoom room = new IncidentRoom(on);
            Collections.shuffle(told, new Random(i));
            told.forEach(fact -> observe(room, fact));
            assertThat(room.monitors.firing("checkout")).containsExactly("CheckoutErrors");

            observe(room, alert("monitor.resolved", 4));
            assertThat(room.monitors.firing("checkout")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOutageOfTheStatusPage_isOneDeclaredIncident_howeverOftenItIsTold(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        for (int i = 0; i < 3; i++) {
            outage(room, i, "identified");
        }

        assertThat(room.incidents.inState("open")).singleElement().satisfies(incident -> {
            assertThat(incident.origin()).isEqualTo("source:statuspage");
            assertThat(incident.areas()).containsExactly("checkout");
            assertThat(incident.stage()).isEqualTo("identified");
        });
    }

    @ParameterizedTest
    @EnumSource
    void theStatusPage_movesItsIncident_untilAPersonHas(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        outage(room, 1, "investigating");
        outage(room, 2, "identified");
        Incident incident = ofStatusPage(room);
        assertThat(incident.stage()).isEqualTo("identified");
        outage(room, 1, "investigating");
        assertThat(ofStatusPage(room).stage()).isEqualTo("identified");

        room.move(incident.id(), "investigating");
        outage(room, 3, "monitoring");
        assertThat(ofStatusPage(room).stage()).isEqualTo("investigating");
        assertThat(room.incidents.find(incident.id()).orElseThrow().timeline())
                .extracting(Incident.Entry::kind)
                .endsWith("stage.moved", "source.said");
    }

    @ParameterizedTest
    @EnumSource
    void theStatusPage_endsAnIncident_onlyWhereNobodyIsLeftWithoutAClosingMessage(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        outage(room, 1, "investigating");
        String id = ofStatusPage(room).id();
        room.call(id, "AAAA-0001");
        outage(room, 2, "resolved");
        assertThat(ofStatusPage(room).stage()).isEqualTo("investigating");

        room.approved(id, "resolved", "It works again.");
        outage(room, 3, "resolved");
        assertThat(room.incidents.inState("resolved")).hasSize(1);
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 pending");
    }
}
