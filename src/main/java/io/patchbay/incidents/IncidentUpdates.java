package io.patchbay.incidents;

import io.patchbay.event.Settled;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the affected cases are still to be told, one after the other, and what became of it. */
@Component
public class IncidentUpdates {
    private static final int BATCH = 100;
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    private static final Set<String> TELLING = Set.of("add_comment", "incident_updated", "send_update");

    private final AffectedRepository affected;
    private final WorkSignal workSignal;

    IncidentUpdates(AffectedRepository affected, WorkSignal workSignal) {
        this.affected = affected;
        this.workSignal = workSignal;
    }

    /** Cases that are still to hear that they belong to a declared incident; waits up to a second when there is none. */
    public List<IncidentLink> dueLinks() {
        return workSignal.awaitAny("incident-links", SLOW_POLL, () -> affected.dueLinks(BATCH));
    }

    /** Takes the link for notifying its ticket, in the caller's transaction; false when another node did. */
    public boolean takeLink(IncidentLink link) {
        return affected.take(link);
    }

    /** Updates whose cases are still to be told; waits up to a second when there is none. */
    public List<DueUpdate> dueUpdates() {
        return workSignal.awaitAny("incident-updates", SLOW_POLL, () -> affected.pending(BATCH));
    }

    /** Takes the update for telling, in the caller's transaction; false when another node did. */
    public boolean take(DueUpdate update) {
        return affected.take(update);
    }

    /** Notes by which channel and which dispatch it is told: {@code ticket} or {@code email}. */
    public void planned(DueUpdate update, String channel, String dispatchId) {
        affected.planned(update, channel, dispatchId, "");
    }

    /** Notes that it is told through that source, which alone may acknowledge it. */
    public void plannedAt(DueUpdate update, String source, String dispatchId) {
        affected.planned(update, "source", dispatchId, source);
    }

    /** Notes why a case is told nothing. */
    public void skipped(DueUpdate update, String reason) {
        affected.skipped(update, reason);
    }

    /** Writes down which cases were told, in the transaction that settled the dispatches. */
    public void record(List<Settled> settled) {
        affected.settled(settled.stream()
                .filter(each -> TELLING.contains(each.operation()))
                .filter(each -> each.ended() || each.state().equals("unknown"))
                .toList());
    }
}
