package io.patchbay.triage;

import io.patchbay.cases.CaseFeedback;
import io.patchbay.cases.Cases;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.Operation;
import io.patchbay.event.CaseBrief;
import io.patchbay.incidents.IncidentSignals;
import io.patchbay.incidents.IncidentSignals.ReportingCase;
import io.patchbay.incidents.IncidentThreads;
import io.patchbay.incidents.Incidents;
import io.patchbay.incidents.ThreadPlacement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds the incidents that cases belong to, and has one thread stand for the messages of an incident's cases. */
@Component
class IncidentAssignment {
    private final IncidentSignals signals;
    private final Incidents incidents;
    private final IncidentThreads incidentThreads;
    private final CaseFeedback feedback;
    private final Cases cases;
    private final int threadSeconds;

    IncidentAssignment(
            IncidentSignals signals,
            Incidents incidents,
            IncidentThreads incidentThreads,
            CaseFeedback feedback,
            Cases cases,
            @Value("${patchbay.incidents.thread-seconds}") int threadSeconds) {
        this.signals = signals;
        this.incidents = incidents;
        this.incidentThreads = incidentThreads;
        this.feedback = feedback;
        this.cases = cases;
        this.threadSeconds = threadSeconds;
    }

    /** @param incident the incident's id, or the empty string for a case that belongs to none */
    record Found(String incident, ThreadPlacement flood) {
        private static final Found NONE = new Found("", ThreadPlacement.NONE);
    }

    /** The incident of each of the calls, in their order. The texts of a restricted case name no incident. */
    List<Found> assign(List<CallInProgress> calls) {
        List<ReportingCase> open = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            CallInProgress call = calls.get(i);
            if (!call.opened().brief().restricted()) {
                places.add(i);
                open.add(new ReportingCase(
                        call.report(),
                        call.match(),
                        call.signals(),
                        call.opened().brief(),
                        !call.opened().joined()));
            }
        }
        List<String> ids = signals.consider(open);
        Map<String, List<Integer>> byIncident = new TreeMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!ids.get(i).isEmpty()) {
                byIncident.computeIfAbsent(ids.get(i), id -> new ArrayList<>()).add(i);
            }
        }
        List<Found> found = new ArrayList<>(Collections.nCopies(calls.size(), Found.NONE));
        byIncident.forEach((id, members) -> {
            List<ThreadPlacement> taken =
                    take(id, members.stream().map(open::get).toList());
            for (int n = 0; n < members.size(); n++) {
                found.set(places.get(members.get(n)), new Found(id, taken.get(n)));
            }
        });
        return found;
    }

    private List<ThreadPlacement> take(String id, List<ReportingCase> members) {
        List<CaseBrief> briefs = members.stream().map(ReportingCase::brief).toList();
        Set<String> declared = incidents.link(id, briefs);
        if (!declared.isEmpty()) {
            feedback.incidentDeclared(declared, id);
        }
        List<ThreadPlacement> taken = incidentThreads.take(id, members);
        Set<String> quiet = new LinkedHashSet<>();
        for (int n = 0; n < members.size(); n++) {
            if (taken.get(n).quiet()) {
                quiet.add(briefs.get(n).ref());
            }
        }
        cases.inThread(quiet, taken.get(0).ref());
        return taken;
    }

    /** One thread with a live count stands for the messages of an incident's cases. */
    void show(List<Found> found, List<Addition> additions) {
        Set<Addition> shown = new LinkedHashSet<>();
        for (Found each : found) {
            ThreadPlacement flood = each.flood();
            if (flood.begins()) {
                shown.add(new Addition(flood.ref(), "slack", Operation.POST_MESSAGE));
            }
            if (flood.shows()) {
                shown.add(new Addition(flood.ref(), "slack", Operation.UPDATE_MESSAGE).within(threadSeconds));
            }
        }
        additions.addAll(shown);
    }
}
