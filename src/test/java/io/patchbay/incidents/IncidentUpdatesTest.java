package io.patchbay.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.UpdateSeen;
import io.patchbay.storage.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each case is told an update once, and who was told acknowledges it once. */
class IncidentUpdatesTest {
    /** An incident with one case that is to be told one message. */
    private static String approved(IncidentRoom room) {
        String id = room.declared("AAAA-0001");
        room.approved(id, "investigating", "We look into it.");
        return id;
    }

    /** Plans that message as a write-back. */
    private static void planned(IncidentRoom room) {
        DueUpdate due = room.updates.dueUpdates().get(0);
        room.updates.take(due);
        room.updates.plannedAt(due, "generic", "dsp_9");
    }

    private static boolean seen(IncidentRoom room, String source, String update, String ref) {
        return room.seen.take(new UpdateSeen(source, update, ref));
    }

    @ParameterizedTest
    @EnumSource
    void anUpdate_isTakenByOne_andCountsAsSentWhenItsDispatchIs(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = approved(room);
        DueUpdate due = room.updates.dueUpdates().get(0);

        assertThat(due.comment()).containsEntry("public", "true").containsEntry("text", "We look into it.");
        assertThat(room.updates.take(due)).isTrue();
        assertThat(room.updates.take(due)).isFalse();
        room.updates.planned(due, "ticket", "dsp_9");
        room.sent("AAAA-0001", "dsp_9", "jira", "add_comment");
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 sent");
    }

    @ParameterizedTest
    @EnumSource
    void anUpdate_isAcknowledgedByItsOwnSource_inEitherOrder_andByNobodyElse(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = approved(room);
        planned(room);

        assertThat(seen(room, "vapi", "dsp_9", "AAAA-0001")).isFalse();
        assertThat(seen(room, "generic", "dsp_9", "AAAA-0002")).isFalse();
        assertThat(seen(room, "generic", "dsp_8", "AAAA-0001")).isFalse();
        assertThat(room.told(id)).containsExactly("1 AAAA-0001 planned");

        // Said before the hub has written down that it was sent.
        assertThat(seen(room, "generic", "dsp_9", "AAAA-0001")).isTrue();
        Incident.Update first = room.incidents.find(id).orElseThrow().updates().get(0);
        room.sent("AAAA-0001", "dsp_9", "writeback", "incident_updated");
        assertThat(seen(room, "generic", "dsp_9", "AAAA-0001")).isTrue();
        Incident.Update last = room.incidents.find(id).orElseThrow().updates().get(0);
        assertThat(last.state()).isEqualTo("acknowledged");
        assertThat(last.acknowledgedBy()).isEqualTo("source:generic");
        assertThat(last.acknowledgedAt()).isEqualTo(first.acknowledgedAt());
    }

    @ParameterizedTest
    @EnumSource
    void anUpdate_isAcknowledgedOnce_andOnlyAfterItWasSent(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = approved(room);
        IncidentAction.Acknowledge seen = new IncidentAction.Acknowledge(id, "hana", "AAAA-0001");
        assertThatThrownBy(() -> room.incidents.acknowledge(seen)).isInstanceOf(IncidentRefused.class);

        planned(room);
        room.sent("AAAA-0001", "dsp_9", "writeback", "incident_updated");
        room.incidents.acknowledge(seen);
        assertThatThrownBy(() -> room.incidents.acknowledge(seen)).isInstanceOf(IncidentRefused.class);
        assertThat(room.incidents.find(id).orElseThrow().updates())
                .singleElement()
                .satisfies(update -> {
                    assertThat(update.state()).isEqualTo("acknowledged");
                    assertThat(update.channel()).isEqualTo("source");
                    assertThat(update.acknowledgedBy()).isEqualTo("staff:hana");
                });
    }

    @ParameterizedTest
    @EnumSource
    void updateThatReachedNobody_isAcknowledgedByWhoeverToldThem(Database on) {
        IncidentRoom room = new IncidentRoom(on);
        String id = approved(room);
        room.updates.skipped(room.updates.dueUpdates().get(0), "no channel");

        room.incidents.acknowledge(new IncidentAction.Acknowledge(id, "hana", "AAAA-0001"));

        assertThat(room.incidents.find(id).orElseThrow().updates())
                .singleElement()
                .satisfies(update -> {
                    assertThat(update.state()).isEqualTo("acknowledged");
                    assertThat(update.toldAt()).isNotNull();
                });
    }
}
