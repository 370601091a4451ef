package io.patchbay.triage;

import io.patchbay.cases.CaseOpening;
import io.patchbay.cases.CaseTags;
import io.patchbay.cases.DecidedCall;
import io.patchbay.cases.Opened;
import io.patchbay.cases.Repeat;
import io.patchbay.cases.Repeats;
import io.patchbay.cases.Supervision;
import io.patchbay.connectors.CasePlaces;
import io.patchbay.directory.Queues;
import io.patchbay.dispatch.Addition;
import io.patchbay.dispatch.NewCase;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Planner;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;
import io.patchbay.intake.IntakeSteps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Gives decided calls their cases and plans what the destinations are sent: a new case gets its queue's plan; a call about
 * an open matter joins the case and its ticket; one about a matter that was closed opens it again in time, and later follows
 * it. The number of statements does not depend on the number of calls.
 */
@Component
class CaseAdmission {
    private final Queues queues;
    private final Repeats repeats;
    private final CaseOpening opening;
    private final CaseTags tags;
    private final IncidentAssignment incidents;
    private final Supervision supervision;
    private final IntakeSteps intake;
    private final CasePlaces places;
    private final CasePages pages;
    private final JoinNotices notices;
    private final Planner planner;

    CaseAdmission(
            Queues queues,
            Repeats repeats,
            CaseOpening opening,
            CaseTags tags,
            IncidentAssignment incidents,
            Supervision supervision,
            IntakeSteps intake,
            CasePlaces places,
            CasePages pages,
            JoinNotices notices,
            Planner planner) {
        this.queues = queues;
        this.repeats = repeats;
        this.opening = opening;
        this.tags = tags;
        this.incidents = incidents;
        this.supervision = supervision;
        this.intake = intake;
        this.places = places;
        this.pages = pages;
        this.notices = notices;
        this.planner = planner;
    }

    void admit(List<CallInProgress> calls) {
        if (calls.isEmpty()) {
            return;
        }
        List<DecidedCall> decided = calls.stream().map(CallInProgress::decided).toList();
        List<Repeat> met = repeats.consider(
                decided,
                calls.stream()
                        .map(call -> queues.reopenWithin(call.plan().queue()))
                        .toList());
        List<Opened> opened = opening.open(decided);
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).open(opened.get(i));
        }
        tags.count(calls.stream()
                .map(call -> new CaseTags.Decided(call.caseRef(), call.decision()))
                .toList());
        List<IncidentAssignment.Found> found = incidents.assign(calls);
        Set<String> held = held(calls);
        List<NewCase> fresh = new ArrayList<>();
        List<Addition> additions = new ArrayList<>();
        incidents.show(found, additions);
        for (int i = 0; i < calls.size(); i++) {
            CallInProgress call = calls.get(i);
            if (found.get(i).flood().quiet()) {
                call.plan(call.plan().without("slack"));
            }
            if (held.contains(call.caseRef())) {
                follow(call, met.get(i), true, additions);
            } else if (call.opened().joined()) {
                join(call, met.get(i), found.get(i), additions);
            } else {
                fresh.add(planned(call, found.get(i)));
                follow(call, met.get(i), false, additions);
            }
        }
        planner.plan(fresh);
        planner.add(additions);
    }

    /** Supervised launch: the first runs of a source wait for a person's release, and their destinations receive nothing. */
    private Set<String> held(List<CallInProgress> calls) {
        Set<String> held = new HashSet<>(supervision.held(calls.stream()
                .filter(call -> call.opened().joined())
                .map(CallInProgress::caseRef)
                .toList()));
        for (CallInProgress call : calls) {
            if (!call.opened().joined()
                    && supervision.hold(
                            call.opened().brief(),
                            intake.superviseFirst(call.report().source()))) {
                held.add(call.caseRef());
            }
        }
        return held;
    }

    private NewCase planned(CallInProgress call, IncidentAssignment.Found found) {
        CaseBrief brief = call.opened().brief();
        QueuePlan plan = call.plan();
        if (brief.severity().pages() && !pages.claim(call.signals().signature(), found.incident(), brief.ref())) {
            plan = plan.without("pagerduty");
        }
        return new NewCase(brief, plan, found.flood().ref());
    }

    private void join(CallInProgress call, Repeat repeat, IncidentAssignment.Found found, List<Addition> additions) {
        if (!repeat.isEarly()) {
            notices.joined(call, call.opened(), found.incident(), additions);
            return;
        }
        notices.joined(call, repeats.told(call.opened(), repeat), found.incident(), additions);
        String ref = call.caseRef();
        if (places.reopensTickets()) {
            additions.add(new Addition(ref, "jira", Operation.REOPEN_ISSUE));
        }
        additions.add(new Addition(ref, "slack", Operation.POST_REPLY, repeats.reopening(repeat)));
    }

    /** A case that comes after one which was closed too long ago: both say of each other, and so do ticket and thread. */
    private void follow(CallInProgress call, Repeat repeat, boolean held, List<Addition> additions) {
        if (!repeat.isLate() || call.opened().joined()) {
            return;
        }
        String ref = call.caseRef();
        repeats.link(call.opened().brief(), repeat);
        if (!held && repeats.ticketed(repeat) && call.plan().reaches("jira")) {
            additions.add(new Addition(ref, "jira", Operation.LINK, repeats.ticketLink(repeat)));
        }
        if (!held && call.plan().reaches("slack")) {
            additions.add(new Addition(ref, "slack", Operation.POST_REPLY, repeats.following(repeat)));
        }
    }
}
