package io.patchbay.incidents;

import io.patchbay.event.BriefRequest;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.IncidentReference;
import io.patchbay.event.Settled;
import io.patchbay.incidents.IncidentSignals.ReportingCase;
import io.patchbay.platform.WorkSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * One voice toward the company's own people while many call about one thing: an incident has one thread with a live count,
 * and cases that come to it after it is known have no message of their own. A restricted case, and one that a person has to
 * look at, keeps its own message in its own channel.
 */
@Component
public class IncidentThreads {
    /** So many cases make a flood of an incident that nobody has declared yet. */
    private static final int CASES_OF_A_FLOOD = 3;

    private static final int BATCH = 50;
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);

    private final IncidentRepository incidents;
    private final ThreadRepository threads;
    private final WorkSignal workSignal;

    IncidentThreads(IncidentRepository incidents, ThreadRepository threads, WorkSignal workSignal) {
        this.incidents = incidents;
        this.threads = threads;
        this.workSignal = workSignal;
    }

    /**
     * Counts calls that belong to the incident and says what becomes of the messages of their cases, in the order of the
     * cases and in the caller's transaction, which holds the incident already.
     *
     * @param cases the case of each call; one that the call opened has no message yet
     */
    public List<ThreadPlacement> take(String incidentId, List<ReportingCase> cases) {
        incidents.count(incidentId, cases.size());
        Incident incident = incidents.find(incidentId).orElseThrow();
        if (!incident.isAlive()) {
            return Collections.nCopies(cases.size(), ThreadPlacement.NONE);
        }
        // A case is one of the linked ones itself.
        boolean known = incident.isOpen() || threads.linked(incidentId, CASES_OF_A_FLOOD + 1) > CASES_OF_A_FLOOD;
        boolean begun = incident.thread().begun();
        boolean stands = begun && !incident.thread().status().equals("dead");
        List<ThreadPlacement> incidentThreads = new ArrayList<>(cases.size());
        for (ReportingCase each : cases) {
            CaseBrief brief = each.brief();
            boolean shown = !brief.restricted() && !brief.queue().equals("review");
            boolean begins = shown && known && !begun && threads.begin(incidentId, brief.queue());
            begun |= begins;
            boolean quiet = each.opened() && shown && known && (begins || stands);
            incidentThreads.add(new ThreadPlacement(incident.ref(), begins, stands && !begins, quiet));
            stands |= begins;
        }
        threads.labelled(
                incidentId,
                cases.stream()
                        .filter(ReportingCase::opened)
                        .map(each -> each.brief().ref())
                        .toList());
        return incidentThreads;
    }

    /** The incident that the case belongs to and that is not over, held until the transaction ends; else the empty string. */
    public String incidentOf(String caseRef) {
        Optional<String> id = threads.aliveOf(caseRef);
        id.ifPresent(incidents::hold);
        return id.orElse("");
    }

    /** Holds the incidents among those references until the transaction ends. After the cases, before the dispatches. */
    public void lock(Collection<String> refs) {
        refs.stream().filter(IncidentReference::is).sorted().forEach(threads::lock);
    }

    /** Holds what of the incidents among those references is free, and tells the others, as is done with cases. */
    public Set<String> lockAvailable(Collection<String> refs) {
        return refs.stream()
                .filter(IncidentReference::is)
                .sorted()
                .filter(ref -> !threads.lockAvailable(ref))
                .collect(Collectors.toSet());
    }

    /** Reads the incidents among what the request is about, in the form in which destinations know a case. */
    public void addBriefs(BriefRequest request) {
        for (String ref : request.caseReferences()) {
            if (IncidentReference.is(ref)) {
                incidents
                        .byRef(ref)
                        .ifPresent(incident ->
                                request.add(Map.of(ref, ThreadBrief.of(incident, threads.count(incident)))));
            }
        }
    }

    /** Writes down where the threads are, in the transaction that settled their dispatches. */
    public void record(List<Settled> settled) {
        settled.stream()
                .filter(each -> IncidentReference.is(each.caseRef()))
                .filter(each -> each.operation().equals("post_message"))
                .forEach(threads::posted);
    }

    /** References of incidents whose threads tell of something else than what stands; waits a second when there is none. */
    public List<String> stale() {
        return workSignal.awaitAny("incident-threads", SLOW_POLL, () -> threads.stale(BATCH));
    }

    /** Takes a stale thread for writing, in the caller's transaction; false when another node did. */
    public boolean take(String ref) {
        return threads.fresh(ref);
    }
}
