package io.patchbay.incidents;

import io.patchbay.event.CaseBrief;
import io.patchbay.event.Person;
import io.patchbay.event.Settled;
import io.patchbay.event.Severity;
import io.patchbay.platform.Ids;
import io.patchbay.platform.WorkSignal;
import io.patchbay.storage.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The incident room on an emptied database, with two people who work in it: hana writes, rosa does the rest. */
final class IncidentRoom {
    static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    final Database database;
    final Ids ids = new Ids(Clock.systemUTC());
    final IncidentRepository rows;
    final MonitorRepository monitors;
    final Incidents incidents;
    final IncidentUpdates updates;
    final UpdatesSeen seen;
    final IncidentSignals signals;
    final IncidentThreads incidentThreads;
    final Failures failures;

    IncidentRoom(Database on) {
        database = on.empty();
        JdbcTemplate template = on.template();
        WorkSignal workSignal = new WorkSignal();
        rows = new IncidentRepository(template);
        monitors = new MonitorRepository(template);
        AffectedRepository affected = new AffectedRepository(template);
        ThreadRepository threads = new ThreadRepository(template);
        incidents = new Incidents(
                rows, affected, threads, ids, workSignal, new DataSourceTransactionManager(on.dataSource()));
        updates = new IncidentUpdates(affected, workSignal);
        seen = new UpdatesSeen(affected);
        signals = new IncidentSignals(
                monitors,
                rows,
                affected,
                Monitoring.read(Path.of("connectors-config")),
                incidents,
                ids,
                Duration.ofHours(1));
        incidentThreads = new IncidentThreads(rows, threads, workSignal);
        failures = new Failures(new FailureRepository(template), Duration.ofHours(1));
    }

    static CaseBrief brief(String ref, String queue, boolean restricted, String accountId, String region) {
        CaseBrief.Matter matter = new CaseBrief.Matter(
                accountId, "", "", "none", "", "", "", "", "", "", "", "", "", region, "", 0, "", "", "", "", "", false,
                true, "line");
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
                Map.of(),
                List.of());
    }

    /** Declares an incident that affects these cases, and returns its id. */
    String declared(String... refs) {
        return incidents.declare(
                new IncidentAction.Declare("rosa", "Checkout fails", List.of("Checkout"), List.of(), List.of(refs)));
    }

    /** Writes a message and has it approved. */
    void approved(String id, String stage, String text) {
        int version = incidents.write(new IncidentAction.Write(id, "hana", stage, text));
        incidents.approve(new IncidentAction.Approve(id, "rosa", version));
    }

    void move(String id, String stage) {
        incidents.move(new IncidentAction.Move(id, "rosa", "because", stage));
    }

    void link(String id, String ref, boolean linked) {
        incidents.link(new IncidentAction.Link(id, "rosa", "called twice", ref, "support", linked, "acct-1", "EU"));
    }

    /** Links a case as triage does. */
    void call(String id, String ref) {
        database.transactions()
                .execute(status -> incidents.link(id, List.of(brief(ref, "support", false, "acct-1", "eu"))));
    }

    /** What was and is to be told, for example {@code 1 AAAA-0001 pending}. */
    List<String> told(String id) {
        return incidents.find(id).orElseThrow().updates().stream()
                .map(update -> update.version() + " " + update.caseRef() + " " + update.state())
                .toList();
    }

    /** Says that a dispatch for a case was made. */
    void sent(String ref, String dispatch, String destination, String operation) {
        updates.record(List.of(
                new Settled(ref, dispatch, destination, operation, 1, "done", "", "", "", "", "", Map.of(), NINE)));
    }
}
