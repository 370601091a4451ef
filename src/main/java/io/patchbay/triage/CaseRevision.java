package io.patchbay.triage;

import io.patchbay.cases.CaseRevisions;
import io.patchbay.cases.CaseTags;
import io.patchbay.cases.Departure;
import io.patchbay.cases.Departures;
import io.patchbay.cases.Opened;
import io.patchbay.cases.Supervision;
import io.patchbay.cases.WithdrawnSeverity;
import io.patchbay.connectors.CasePlaces;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.DispatchActions;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.dispatch.Relocation;
import io.patchbay.dispatch.Relocations;
import io.patchbay.incidents.Failures;
import io.patchbay.incidents.IncidentThreads;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * More was said about a call that has its case: the case is decided anew, moves where it belongs now, or loses the call to
 * another case. Each revision is planned by itself, so that what it says goes to the ticket that stands at that moment.
 */
@Component
class CaseRevision {
    private final Departures departures;
    private final CaseRevisions revisions;
    private final CaseTags tags;
    private final Supervision supervision;
    private final Failures failures;
    private final IncidentThreads incidentThreads;
    private final CasePlaces places;
    private final Relocations relocations;
    private final DispatchActions desk;
    private final SettledEffects effects;
    private final JoinNotices notices;
    private final CasePages pages;
    private final CaseAdmission admission;
    private final Planner planner;

    CaseRevision(
            Departures departures,
            CaseRevisions revisions,
            CaseTags tags,
            Supervision supervision,
            Failures failures,
            IncidentThreads incidentThreads,
            CasePlaces places,
            Relocations relocations,
            DispatchActions desk,
            SettledEffects effects,
            JoinNotices notices,
            CasePages pages,
            CaseAdmission admission,
            Planner planner) {
        this.departures = departures;
        this.revisions = revisions;
        this.tags = tags;
        this.supervision = supervision;
        this.failures = failures;
        this.incidentThreads = incidentThreads;
        this.places = places;
        this.relocations = relocations;
        this.desk = desk;
        this.effects = effects;
        this.notices = notices;
        this.pages = pages;
        this.admission = admission;
        this.planner = planner;
    }

    void revise(CallInProgress call, TriageBatch batch) {
        Departure departure = departures.consider(call.call(), call.match(), call.plan());
        if (departure.isLeaving()) {
            leave(call, departure, batch);
        } else {
            reviseInPlace(call);
        }
    }

    /** What the call said on the case is withdrawn, and the call opens or joins the case that it belongs to. */
    private void leave(CallInProgress call, Departure departure, TriageBatch batch) {
        effects.record(relocations.withdraw(departure.from(), departure.call(), departure.reason()));
        WithdrawnSeverity withdrawn = departures.leave(departure);
        if (withdrawn.resolvesPage()) {
            // Before the call is decided elsewhere: the case that it goes to may claim the page of the failure.
            pages.end(departures.caseLeft(departure));
        }
        CallInProgress moving = call.withoutCase();
        admission.admit(List.of(moving));
        call.open(moving.opened());
        departures.record(departure, call.opened().brief());
        notifyOwners(call, departure, withdrawn);
        // The ticket of a case whose first call left tells of a call that is not on it: the next call gives it another
        // one.
        departure.remaining().forEach(rest -> batch.addToWhole(new CallInProgress(rest)));
    }

    /** The owners of both cases are told that a call went from one to the other. */
    private void notifyOwners(CallInProgress call, Departure departure, WithdrawnSeverity withdrawn) {
        List<Addition> additions = new ArrayList<>();
        if (!supervision.held(call.caseRef())) {
            additions.add(new Addition(call.caseRef(), "slack", Operation.POST_REPLY, departures.arrivalNotice()));
        }
        String from = departure.from();
        if (!supervision.held(from)) {
            additions.add(new Addition(from, "slack", Operation.POST_REPLY, departures.departureNotice(withdrawn)));
            additions.add(new Addition(from, "jira", Operation.ADD_COMMENT, departures.departureNotice(withdrawn)));
            additions.add(new Addition(from, "slack", Operation.UPDATE_MESSAGE));
        }
        planner.add(additions);
    }

    private void reviseInPlace(CallInProgress call) {
        String ref = call.caseRef();
        Opened opened = revisions.revise(
                ref,
                call.report(),
                call.match(),
                call.team(),
                call.decision(),
                call.plan(),
                call.call().news());
        call.open(opened);
        String incident = incidentThreads.incidentOf(ref);
        tags.count(List.of(new CaseTags.Decided(ref, call.decision())));
        if (opened.isMoved()) {
            // What waits to be sent and does not belong to the new queue's plan is withdrawn.
            effects.record(desk.withdrawUnplanned(ref, call.plan()));
        }
        boolean held = supervision.held(ref);
        failures.distrust(opened.move(), call.match());
        failures.reassign(opened.move());
        if (opened.pageWithdrawn()) {
            pages.end(opened.brief());
        }
        Relocation relocation = places.relocation(opened.move());
        if (!held && !relocation.isNone()) {
            relocate(call, relocation);
            // A new ticket is composed of the case as it stands: there is nothing to add.
            opened = relocation.ticket() ? opened.withoutComment() : opened;
        }
        if (!held) {
            List<Addition> additions = new ArrayList<>();
            notices.joined(call, opened, incident, additions);
            planner.add(additions);
        }
    }

    /** The case gets another ticket or message where it belongs now; the old one is withdrawn or points there. */
    private void relocate(CallInProgress call, Relocation relocation) {
        revisions.relocated(
                call.opened().move(),
                relocation.ticket(),
                relocation.message(),
                relocation.reason().text(),
                call.call().news());
        effects.record(relocations.relocate(call.opened().brief(), call.plan(), relocation));
    }
}
