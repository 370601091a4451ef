package io.patchbay.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.event.Feedback;
import io.patchbay.event.Settled;
import io.patchbay.event.UpdateSeen;
import io.patchbay.platform.Bell;
import io.patchbay.platform.Ids;
import io.patchbay.platform.Retention;
import io.patchbay.storage.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

class IncidentsTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private Incidents incidents;
    private IncidentUpdates updates;
    private UpdatesSeen updatesSeen;
    private IncidentSignals signals;
    private MonitorRepository monitors;
    private Database database;

    private void on(Database database) {
        this.database = database.empty();
        IncidentRepository rows = new IncidentRepository(database.template());
        AffectedRepository affected = new AffectedRepository(database.template());
        updatesSeen = new UpdatesSeen(affected);
        updates = new IncidentUpdates(affected, new Bell());
        Ids ids = new Ids(Clock.systemUTC());
        monitors = new MonitorRepository(database.template());
        incidents = new Incidents(
                rows,
                affected,
                new ThreadRepository(database.template()),
                ids,
                new Bell(),
                new DataSourceTransactionManager(database.dataSource()));
        signals = new IncidentSignals(
                monitors,
                rows,
                affected,
                Monitoring.read(Path.of("connectors-config")),
                incidents,
                ids,
                Duration.ofHours(1));
    }

    private String declared(String... refs) {
        return incidents.declare(
                new IncidentAction.Declare("rosa", "Checkout fails", List.of("Checkout"), List.of(), List.of(refs)));
    }

    private int approved(String id, String stage, String text) {
        int version = incidents.write(new IncidentAction.Write(id, "hana", stage, text));
        incidents.approve(new IncidentAction.Approve(id, "rosa", version));
        return version;
    }

    private void move(String id, String stage) {
        incidents.move(new IncidentAction.Move(id, "rosa", "because", stage));
    }

    private List<String> updates(String id) {
        return incidents.find(id).orElseThrow().updates().stream()
                .map(update -> update.version() + " " + update.caseRef() + " " + update.state())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void callsThatCameBeforeTheIncident_areCountedWithIt(Database on) {
        on(on);
        String declared = declared("AAAA-0001", "AAAA-0002");
        incidents.link(new IncidentAction.Link(declared, "rosa", "the same", "AAAA-0003", true, "acct-1", ""));

        assertThat(incidents.find(declared).orElseThrow().incident().calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void noMessage_isSentBeforeSomebodyElseApprovedIt(Database on) {
        on(on);
        String id = declared("AAAA-0001", "AAAA-0002");
        int version = incidents.write(new IncidentAction.Write(id, "hana", "investigating", "We look into it."));
        assertThat(updates.dueUpdates()).isEmpty();
        assertThatThrownBy(() -> incidents.approve(new IncidentAction.Approve(id, "hana", version)))
                .isInstanceOf(IncidentRefused.class);

        incidents.approve(new IncidentAction.Approve(id, "rosa", version));
        assertThat(updates(id)).containsExactly("1 AAAA-0001 pending", "1 AAAA-0002 pending");
        assertThatThrownBy(() -> incidents.approve(new IncidentAction.Approve(id, "rosa", version)))
                .isInstanceOf(IncidentRefused.class);
    }

    @ParameterizedTest
    @EnumSource
    void aStageThatMoves_sendsItsApprovedMessage_onceToEachCase_andBackwardsOnlyANewOne(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        approved(id, "identified", "We know what it is.");
        assertThat(updates(id)).isEmpty();

        move(id, "identified");
        move(id, "investigating");
        move(id, "identified");
        assertThat(updates(id)).containsExactly("1 AAAA-0001 pending");

        approved(id, "identified", "We know more.");
        assertThat(updates(id)).containsExactly("1 AAAA-0001 pending", "2 AAAA-0001 pending");
    }

    @ParameterizedTest
    @EnumSource
    void anUpdate_isTakenByOne_andCountsAsSentWhenItsDispatchIs(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        approved(id, "investigating", "We look into it.");
        DueUpdate due = updates.dueUpdates().get(0);

        assertThat(due.comment()).containsEntry("public", "true").containsEntry("text", "We look into it.");
        assertThat(updates.take(due)).isTrue();
        assertThat(updates.take(due)).isFalse();
        updates.planned(due, "ticket", "dsp_9");
        updates.record(List.of(new Settled(
                "AAAA-0001", "dsp_9", "jira", "add_comment", 1, "done", "7", "", "", "", "", Map.of(), NINE)));
        assertThat(updates(id)).containsExactly("1 AAAA-0001 sent");
    }

    @ParameterizedTest
    @EnumSource
    void anIncident_endsWithAClosingMessage_orNotAtAll(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        assertThatThrownBy(() -> move(id, "resolved")).isInstanceOf(IncidentRefused.class);

        approved(id, "resolved", "It works again.");
        move(id, "resolved");
        assertThat(incidents.find(id).orElseThrow().incident().state()).isEqualTo("resolved");
        assertThat(updates(id)).containsExactly("1 AAAA-0001 pending");
    }

    @ParameterizedTest
    @EnumSource
    void aCaseLinkedLate_isToldTheMessageThatStands_andOnlyOnce(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        approved(id, "investigating", "We look into it.");
        for (int i = 0; i < 2; i++) {
            database.transactions().execute(status -> incidents.link(id, "AAAA-0002", "acct-1", "eu"));
        }

        assertThat(updates(id)).containsExactly("1 AAAA-0001 pending", "1 AAAA-0002 pending");
    }

    private static Feedback alert(String kind, int second) {
        return new Feedback(
                "alertmanager",
                kind,
                "5ef7",
                "",
                List.of(),
                "",
                NINE.plusSeconds(second),
                "",
                "",
                "",
                "",
                Map.of("name", "CheckoutErrors", "label.service", "checkout"));
    }

    @ParameterizedTest
    @EnumSource
    void monitors_areWhatTheySaidLastByTheirOwnClock_whateverTheOrder(Database on) {
        List<Feedback> told = new ArrayList<>(
                List.of(alert("monitor.firing", 1), alert("monitor.resolved", 2), alert("monitor.firing", 3)));
        for (int i = 0; i < 4; i++) {
            on(on);
            Collections.shuffle(told, new Random(i));
            told.forEach(
                    fact -> database.transactions().executeWithoutResult(status -> signals.observe(List.of(fact))));
            assertThat(monitors.firing("checkout")).containsExactly("CheckoutErrors");
        }
        database.transactions().executeWithoutResult(status -> signals.observe(List.of(alert("monitor.resolved", 4))));
        assertThat(monitors.firing("checkout")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anOutageOfTheStatusPage_isOneDeclaredIncident_howeverOftenItIsTold(Database on) {
        on(on);
        for (int i = 0; i < 3; i++) {
            Feedback outage = new Feedback(
                    "statuspage",
                    "outage.updated",
                    "z3l",
                    "",
                    List.of(),
                    "",
                    NINE.plusSeconds(i),
                    "",
                    "identified",
                    "",
                    "",
                    Map.of("name", "Checkout errors", "parts", "Checkout"));
            database.transactions().executeWithoutResult(status -> signals.observe(List.of(outage)));
        }

        assertThat(incidents.inState("open")).singleElement().satisfies(incident -> {
            assertThat(incident.origin()).isEqualTo("source:statuspage");
            assertThat(incident.areas()).containsExactly("checkout");
            assertThat(incident.stage()).isEqualTo("identified");
        });
    }

    private void outage(int second, String stage) {
        Feedback outage = new Feedback(
                "statuspage",
                "outage.updated",
                "z3l",
                "",
                List.of(),
                "",
                NINE.plusSeconds(second),
                "",
                stage,
                "",
                "",
                Map.of("name", "Checkout errors", "parts", "Checkout"));
        database.transactions().executeWithoutResult(status -> signals.observe(List.of(outage)));
    }

    private Incident ofStatusPage() {
        return incidents.inState("open").get(0);
    }

    @ParameterizedTest
    @EnumSource
    void theStatusPage_movesItsIncident_untilAPersonHas(Database on) {
        on(on);
        outage(1, "investigating");
        outage(2, "identified");
        Incident incident = ofStatusPage();
        assertThat(incident.stage()).isEqualTo("identified");
        outage(1, "investigating");
        assertThat(ofStatusPage().stage()).isEqualTo("identified");

        move(incident.id(), "investigating");
        outage(3, "monitoring");
        assertThat(ofStatusPage().stage()).isEqualTo("investigating");
        assertThat(incidents.find(incident.id()).orElseThrow().timeline())
                .extracting(Incident.Entry::kind)
                .endsWith("stage.moved", "source.said");
    }

    @ParameterizedTest
    @EnumSource
    void theStatusPage_endsAnIncident_onlyWhereNobodyIsLeftWithoutAClosingMessage(Database on) {
        on(on);
        outage(1, "investigating");
        String id = ofStatusPage().id();
        database.transactions().execute(status -> incidents.link(id, "AAAA-0001", "acct-1", "eu"));
        outage(2, "resolved");
        assertThat(ofStatusPage().stage()).isEqualTo("investigating");

        approved(id, "resolved", "It works again.");
        outage(3, "resolved");
        assertThat(incidents.inState("resolved")).hasSize(1);
        assertThat(updates(id)).containsExactly("1 AAAA-0001 pending");
    }

    private void link(String id, String ref, boolean linked) {
        incidents.link(new IncidentAction.Link(id, "rosa", "called twice", ref, linked, "acct-1", "EU"));
    }

    @ParameterizedTest
    @EnumSource
    void aCaseTakenOff_isToldNothing_andOneLinkedByAPersonIsToldWhatStands(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        approved(id, "investigating", "We look into it.");
        link(id, "AAAA-0001", false);
        link(id, "AAAA-0002", true);
        assertThat(updates(id)).containsExactly("1 AAAA-0001 skipped", "1 AAAA-0002 pending");
        assertThat(updates.dueUpdates()).extracting(DueUpdate::caseRef).containsExactly("AAAA-0002");
        assertThatThrownBy(() -> link(id, "AAAA-0001", false)).isInstanceOf(IncidentRefused.class);
        assertThatThrownBy(() -> link(id, "AAAA-0002", true)).isInstanceOf(IncidentRefused.class);
    }

    @ParameterizedTest
    @EnumSource
    void anUpdate_isAcknowledgedByItsOwnSource_inEitherOrder_andByNobodyElse(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        approved(id, "investigating", "We look into it.");
        DueUpdate due = updates.dueUpdates().get(0);
        updates.take(due);
        updates.plannedAt(due, "generic", "dsp_9");

        assertThat(updatesSeen.take(new UpdateSeen("vapi", "dsp_9", "AAAA-0001")))
                .isFalse();
        assertThat(updatesSeen.take(new UpdateSeen("generic", "dsp_9", "AAAA-0002")))
                .isFalse();
        assertThat(updatesSeen.take(new UpdateSeen("generic", "dsp_8", "AAAA-0001")))
                .isFalse();
        assertThat(updates(id)).containsExactly("1 AAAA-0001 planned");

        // Said before the hub has written down that it was sent.
        UpdateSeen seen = new UpdateSeen("generic", "dsp_9", "AAAA-0001");
        assertThat(updatesSeen.take(seen)).isTrue();
        Incident.Update first = incidents.find(id).orElseThrow().updates().get(0);
        updates.record(List.of(new Settled(
                "AAAA-0001", "dsp_9", "writeback", "incident_updated", 1, "done", "", "", "", "", "", Map.of(), NINE)));
        assertThat(updatesSeen.take(seen)).isTrue();
        Incident.Update last = incidents.find(id).orElseThrow().updates().get(0);
        assertThat(last.state()).isEqualTo("acknowledged");
        assertThat(last.acknowledgedBy()).isEqualTo("source:generic");
        assertThat(last.acknowledgedAt()).isEqualTo(first.acknowledgedAt());
    }

    @ParameterizedTest
    @EnumSource
    void anUpdate_isAcknowledgedOnce_andOnlyAfterItWasSent(Database on) {
        on(on);
        String id = declared("AAAA-0001");
        approved(id, "investigating", "We look into it.");
        IncidentAction.Acknowledge seen = new IncidentAction.Acknowledge(id, "hana", "AAAA-0001");
        assertThatThrownBy(() -> incidents.acknowledge(seen)).isInstanceOf(IncidentRefused.class);

        DueUpdate due = updates.dueUpdates().get(0);
        updates.take(due);
        updates.plannedAt(due, "generic", "dsp_9");
        updates.record(List.of(new Settled(
                "AAAA-0001", "dsp_9", "writeback", "incident_updated", 1, "done", "", "", "", "", "", Map.of(), NINE)));
        incidents.acknowledge(seen);
        assertThatThrownBy(() -> incidents.acknowledge(seen)).isInstanceOf(IncidentRefused.class);
        assertThat(incidents.find(id).orElseThrow().updates()).singleElement().satisfies(update -> {
            assertThat(update.state()).isEqualTo("acknowledged");
            assertThat(update.channel()).isEqualTo("source");
            assertThat(update.acknowledgedBy()).isEqualTo("staff:hana");
        });
    }

    @ParameterizedTest
    @EnumSource
    void incidentsThatEndedLongAgo_areForgotten_withWhatBelongsToThem(Database on) {
        on(on);
        OldIncidents old = new OldIncidents(
                new OldIncidentRepository(database.template()),
                new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396)));
        String ended = declared("AAAA-0001");
        approved(ended, "resolved", "It works again.");
        move(ended, "resolved");
        String open = declared("AAAA-0002");
        OffsetDateTime longAgo = NINE.minus(Duration.ofDays(800)).atOffset(ZoneOffset.UTC);
        assertThat(old.take()).isEmpty();
        database.template().update("update incident set opened_at = ?", longAgo);

        database.transactions().executeWithoutResult(status -> old.forget(old.take()));
        assertThat(incidents.find(ended)).isEmpty();
        assertThat(incidents.find(open)).isPresent();
        assertThat(database.template().queryForList("select distinct incident_id from incident_case", String.class))
                .containsExactly(open);
        assertThat(database.template().queryForObject("select count(*) from incident_update", Long.class))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void reportsOfFailures_andSilentMonitors_areForgottenAfterAMonth(Database on) {
        on(on);
        OldIncidents old = new OldIncidents(
                new OldIncidentRepository(database.template()),
                new Retention(Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(396)));
        OffsetDateTime longAgo = NINE.minus(Duration.ofDays(800)).atOffset(ZoneOffset.UTC);
        for (String row : List.of("old", "new")) {
            database.template().update("insert into failure (signature, label) values (?, 'l')", row);
            database.template().update("insert into failure_report (signature, account_id) values (?, 'acct-1')", row);
            database.template()
                    .update(
                            "insert into failure_case (signature, case_ref, account_id, region)"
                                    + " values (?, 'AAAA-0001', 'acct-1', '')",
                            row);
            database.template()
                    .update(
                            "insert into monitor (id, source, name, area, firing, at, sort)"
                                    + " values (?, 's', 'n', 'a', false, current_timestamp, '')",
                            row);
        }
        database.template().update("update failure set last_at = ? where signature = 'old'", longAgo);
        database.template().update("update failure_report set last_at = ? where signature = 'old'", longAgo);
        database.template().update("update failure_case set at = ? where signature = 'old'", longAgo);
        database.template().update("update monitor set at = ? where id = 'old'", longAgo);

        assertThat(old.forgetSignals()).isEqualTo(4);
        assertThat(old.forgetSignals()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theReport_tellsWhatPeopleWroteAsText(Database on) {
        on(on);
        String id = incidents.declare(new IncidentAction.Declare(
                "rosa", "<script>alert(1)</script> [x](javascript:1)", List.of(), List.of(), List.of("AAAA-0001")));
        approved(id, "investigating", "We *look*\n# into it.");
        IncidentReport report = IncidentReport.of(incidents.find(id).orElseThrow(), List.of(), 10, NINE);

        assertThat(report.cases()).isEqualTo(1);
        assertThat(report.updates()).containsEntry("pending", 1L);
        assertThat(report.markdown())
                .doesNotContain("<script>", "[x](", "\n# into")
                .contains("approved by rosa", "0.0 an hour", "Acknowledged: 0");
    }
}
