package io.patchbay.incidents;

import static io.patchbay.incidents.IncidentRoom.NINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.storage.Database;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People declare incidents, move their stages and agree on what is told; each case hears it once. */
class IncidentsTest {
    @ParameterizedTest
    @EnumSource
    void callsThatCameBeforeTheIncident_areCountedWithIt(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String declared = room.declared("AAAA-0001", "AAAA-0002");
        room.incidents.link(
                new IncidentAction.Link(declared, "rosa", "the same", "AAAA-0003", "support", true, "acct-1", ""));

        assertThat(room.incidents.find(declared).orElseThrow().incident().calls())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void noMessage_isSentBeforeSomebodyElseApprovedIt(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = room.declared("AAAA-0001", "AAAA-0002");
        int version = room.incidents.write(new IncidentAction.Write(id, "hana", "investigating", "We look into it."));
        assertThat(room.updates.dueUpdates()).isEmpty();
        assertThatThrownBy(() -> room.incidents.approve(new IncidentAction.Approve(id, "hana", version)))
                .isInstanceOf(IncidentRefused.class);

        room.incidents.approve(new IncidentAction.Approve(id, "rosa", version));
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 pending", "1 AAAA-0002 pending");
        assertThatThrownBy(() -> room.incidents.approve(new IncidentAction.Approve(id, "rosa", version)))
                .isInstanceOf(IncidentRefused.class);
    }

    @ParameterizedTest
    @EnumSource
    void aStageThatMoves_sendsItsApprovedMessage_onceToEachCase_andBackwardsOnlyANewOne(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = room.declared("AAAA-0001");
        room.approved(id, "identified", "We know what it is.");
        assertThat(room.told(id)).isEmpty();

        room.move(id, "identified");
        room.move(id, "investigating");
        room.move(id, "identified");
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 pending");

        room.approved(id, "identified", "We know more.");
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 pending", "2 AAAA-0001 pending");
    }

    @ParameterizedTest
    @EnumSource
    void anIncident_endsWithAClosingMessage_orNotAtAll(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = room.declared("AAAA-0001");
        assertThatThrownBy(() -> room.move(id, "resolved")).isInstanceOf(IncidentRefused.class);

        room.approved(id, "resolved", "It works again.");
        room.move(id, "resolved");
        assertThat(room.incidents.find(id).orElseThrow().incident().state()).isEqualTo("resolved");
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 pending");
    }

    @ParameterizedTest
    @EnumSource
    void aCaseLinkedLate_isToldTheMessageThatStands_andOnlyOnce(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = room.declared("AAAA-0001");
        room.approved(id, "investigating", "We look into it.");
        for (int i = 0; i < 2; i++) {
            room.call(id, "AAAA-0002");
        }

        assertThat(room.told(id)).containsExactly("1 AAAA-0001 pending", "1 AAAA-0002 pending");
    }

    @ParameterizedTest
    @EnumSource
    void aCaseTakenOff_isToldNothing_andOneLinkedByAPersonIsToldWhatStands(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = room.declared("AAAA-0001");
        room.approved(id, "investigating", "We look into it.");
        room.link(id, "AAAA-0001", false);
        room.link(id, "AAAA-0002", true);
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 skipped", "1 AAAA-0002 pending");
        assertThat(room.updates.dueUpdates()).extracting(DueUpdate::caseRef).containsExactly("AAAA-0002");
        assertThatThrownBy(() -> room.link(id, "AAAA-0001", false)).isInstanceOf(IncidentRefused.class);
        assertThatThrownBy(() -> room.link(id, "AAAA-0002", true)).isInstanceOf(IncidentRefused.class);
    }

    @ParameterizedTest
    @EnumSource
    void theReport_tellsWhatPeopleWroteAsText(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = room.incidents.declare(new IncidentAction.Declare(
                "rosa", "<script>alert(1)</script> [x](javascript:1)", List.of(), List.of(), List.of("AAAA-0001")));
        room.approved(id, "investigating", "We *look*\n# into it.");
        IncidentReport report = IncidentReport.of(room.incidents.find(id).orElseThrow(), List.of(), 10, NINE);

        assertThat(report.cases()).isEqualTo(1);
        assertThat(report.updates()).containsEntry("pending", 1L);
        assertThat(report.markdown())
                .doesNotContain("<script>", "[x](", "\n# into")
                .contains("approved by rosa", "0.0 an hour", "Acknowledged: 0");
    }
}
