package io.patchbay.incidents;

import io.patchbay.event.Actor;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.FailureSignature;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.Ids;
import io.patchbay.platform.WorkSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Incidents speak with one voice: people declare them and move their stages, one writes what customers are told and
 * another approves it, and each affected case is told each published message once.
 */
@Component
public class Incidents {
    private static final int MOST_LISTED = 200;

    private final IncidentRepository incidents;
    private final AffectedRepository affected;
    private final ThreadRepository threads;
    private final Ids ids;
    private final WorkSignal workSignal;
    private final TransactionTemplate transactions;

    Incidents(
            IncidentRepository incidents,
            AffectedRepository affected,
            ThreadRepository threads,
            Ids ids,
            WorkSignal workSignal,
            PlatformTransactionManager transactions) {
        this.incidents = incidents;
        this.affected = affected;
        this.threads = threads;
        this.ids = ids;
        this.workSignal = workSignal;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Declares an incident that somebody of the staff sees, and returns its id. */
    public String declare(IncidentAction.Declare action) {
        return transactions.execute(status -> {
            Incident incident = Opening.incident(
                    ids,
                    action.title(),
                    "open",
                    "investigating",
                    Actor.of(action.who()),
                    action.areas().stream().map(FailureSignature::fold).toList(),
                    action.regions().stream().map(FailureSignature::fold).toList());
            incidents.insert(incident, null);
            incidents.tell(incident.id(), "incident.declared", Actor.of(action.who()), Map.of("title", action.title()));
            action.caseRefs().forEach(ref -> affected.link(incident.id(), ref, "", "", true));
            incidents.count(incident.id(), action.caseRefs().size());
            workSignal.send("incident-links");
            return incident.id();
        });
    }

    /** @throws IncidentRefused when the incident does not stand proposed */
    public void confirm(IncidentAction.Confirm action) {
        transactions.executeWithoutResult(status -> {
            Incident incident = held(action.id());
            require(incident.state().equals("proposed"), "the incident is " + incident.state() + ", not proposed");
            incidents.move(incident.id(), "open", incident.stage());
            affected.declared(incident.id());
            threadStale(incident.id());
            workSignal.send("incident-links");
            incidents.tell(incident.id(), "incident.declared", Actor.of(action.who()), Map.of("why", action.why()));
        });
    }

    /** @throws IncidentRefused when customers were told something already: then it has to be resolved */
    public void dismiss(IncidentAction.Dismiss action) {
        transactions.executeWithoutResult(status -> {
            Incident incident = held(action.id());
            boolean over =
                    incident.state().equals("resolved") || incident.state().equals("dismissed");
            require(!over, "the incident is " + incident.state());
            require(incident.published() == 0, "customers were told about it; resolve it with a closing message");
            incidents.move(incident.id(), "dismissed", incident.stage());
            threadStale(incident.id());
            incidents.tell(incident.id(), "incident.dismissed", Actor.of(action.who()), Map.of("why", action.why()));
        });
    }

    /**
     * Moves the stage, forwards or back, and sends the stage's message when one is approved.
     *
     * @throws IncidentRefused when the incident was never declared, or is to be resolved without an approved closing
     *     message
     */
    public void move(IncidentAction.Move action) {
        transactions.executeWithoutResult(status -> {
            Incident incident = held(action.id());
            require(!incident.state().equals("proposed"), "declare the incident first");
            require(!incident.state().equals("dismissed"), "the incident is dismissed");
            require(!incident.stage().equals(action.stage()), "the incident is " + action.stage() + " already");
            boolean end = action.stage().equals("resolved");
            require(
                    !end || unsent(incident, "resolved").isPresent(),
                    "write a closing message for the stage resolved and have it approved first");
            incidents.move(incident.id(), end ? "resolved" : "open", action.stage());
            incidents.stageBy(incident.id(), Actor.of(action.who()));
            threadStale(incident.id());
            incidents.tell(
                    incident.id(),
                    "stage.moved",
                    Actor.of(action.who()),
                    Map.of("from", incident.stage(), "to", action.stage(), "why", action.why()));
            publish(incident.id());
        });
    }

    /** Writes a message for a stage and returns its version. Nobody is told it before somebody else approves it. */
    public int write(IncidentAction.Write action) {
        return transactions.execute(status -> {
            Incident incident = held(action.id());
            require(!incident.state().equals("dismissed"), "the incident is dismissed");
            int version = incidents.write(incident.id(), action.stage(), action.text(), action.who());
            incidents.tell(
                    incident.id(),
                    "message.written",
                    Actor.of(action.who()),
                    Map.of("version", version, "stage", action.stage()));
            return version;
        });
    }

    /**
     * Approves a message; it is sent now when the incident is in its stage, else when the incident moves there.
     *
     * @throws IncidentRefused when its author approves it, or when there is none of that version to approve
     */
    public void approve(IncidentAction.Approve action) {
        transactions.executeWithoutResult(status -> {
            Incident incident = held(action.id());
            Incident.Message message = incidents.messages(incident.id()).stream()
                    .filter(each -> each.version() == action.version())
                    .findFirst()
                    .orElseThrow(() -> new IncidentRefused("there is no message of that version"));
            require(!message.author().equals(action.who()), "somebody else than its author approves a message");
            require(
                    incidents.approve(incident.id(), action.version(), action.who()),
                    "the message is approved already");
            incidents.tell(
                    incident.id(), "message.approved", Actor.of(action.who()), Map.of("version", action.version()));
            publish(incident.id());
        });
    }

    /**
     * Links a case later, or takes one off; a linked one is told the message that stands, one taken off nothing more.
     *
     * @throws IncidentRefused when the incident is over, the case has moved since the person was asked for, or nothing changes
     */
    public void link(IncidentAction.Link action) {
        transactions.executeWithoutResult(status -> {
            require(affected.lockIn(action.caseRef(), action.queue()), "the case has moved meanwhile; read it again");
            Incident incident = held(action.id());
            require(incident.isAlive(), "the incident is " + incident.state());
            boolean changed = action.linked()
                    ? link(incident, action.caseRef(), action.accountId(), action.region())
                    : affected.unlink(incident.id(), action.caseRef());
            require(changed, "the case is " + (action.linked() ? "" : "not ") + "linked to the incident");
            incidents.count(incident.id(), action.linked() ? 1 : -1);
            threadStale(incident.id());
            workSignal.send("incident-links");
            incidents.tell(
                    incident.id(),
                    action.linked() ? "case.linked" : "case.unlinked",
                    Actor.of(action.who()),
                    Map.of("case", action.caseRef(), "why", action.why()));
        });
    }

    /** @throws IncidentRefused when the case was told nothing yet, or the last it was told is acknowledged */
    public void acknowledge(IncidentAction.Acknowledge action) {
        transactions.executeWithoutResult(status -> require(
                affected.acknowledge(action.id(), action.caseRef(), Actor.of(action.who())),
                "there is no update of the case that was sent or reached nobody and waits for its acknowledgement"));
    }

    /**
     * Follows the stage that a status page tells, in the caller's transaction. A stage that a person has set stays; and
     * while cases are affected, only a person ends the incident, with a closing message.
     *
     * @return whether the incident has moved
     */
    boolean follow(String id, String stage, String source) {
        Incident incident = held(id);
        boolean end = stage.equals("resolved");
        boolean tellable = unsent(incident, "resolved").isPresent() || !affected.anyLinked(id);
        boolean moves = Incident.STAGES.contains(stage)
                && !incident.state().equals("dismissed")
                && !incident.stage().equals(stage)
                && !incidents.stageBy(id).startsWith("staff:")
                && (!end || tellable);
        if (moves) {
            String open = incident.state().equals("resolved") ? "open" : incident.state();
            incidents.move(id, end ? "resolved" : open, stage);
            incidents.stageBy(id, "source:" + source);
            threadStale(id);
            publish(id);
        }
        incidents.tell(
                id,
                moves ? "stage.moved" : "source.said",
                "source:" + source,
                Map.of("from", incident.stage(), "to", stage));
        return moves;
    }

    public void postMortem(IncidentAction.PostMortem action) {
        transactions.executeWithoutResult(status -> {
            Incident incident = held(action.id());
            incidents.postMortem(incident.id(), action.url());
            incidents.tell(incident.id(), "post_mortem.linked", Actor.of(action.who()), Map.of("url", action.url()));
        });
    }

    /** Sends the newest approved message of the stage, when it is newer than what was sent. The incident is held. */
    private void publish(String id) {
        Incident incident = incidents.find(id).orElseThrow();
        boolean declared = incident.isOpen() || incident.state().equals("resolved");
        Optional<Incident.Message> message = declared ? unsent(incident, incident.stage()) : Optional.empty();
        message.ifPresent(each -> {
            incidents.published(id, each.version());
            int cases = affected.due(id, each.version());
            incidents.tell(id, "message.published", "hub", Map.of("version", each.version(), "cases", cases));
            workSignal.send("incident-updates");
        });
    }

    private Optional<Incident.Message> unsent(Incident incident, String stage) {
        return incidents.messages(incident.id()).stream()
                .filter(each -> each.stage().equals(stage) && each.approver() != null)
                .filter(each -> each.version() > incident.published())
                .reduce((first, last) -> last);
    }

    /**
     * Links cases to an incident that is not over, in the caller's transaction; a case linked late is told the message that
     * stands.
     *
     * @return the cases that are linked now and were not before, where the incident is declared; else none
     */
    public Set<String> link(String id, List<CaseBrief> cases) {
        Incident incident = held(id);
        if (!incident.isAlive()) {
            return Set.of();
        }
        Set<String> linked = affected.link(
                id,
                cases.stream()
                        .map(brief -> new AffectedRepository.Linked(
                                brief.ref(),
                                brief.matter().accountId(),
                                FailureSignature.fold(brief.matter().region())))
                        .toList(),
                incident.isOpen());
        if (!linked.isEmpty()) {
            tellStanding(incident);
        }
        return incident.isOpen() ? linked : Set.of();
    }

    private boolean link(Incident incident, String caseRef, String accountId, String region) {
        String id = incident.id();
        if (!affected.link(id, caseRef, accountId, FailureSignature.fold(region), incident.isOpen())) {
            return false;
        }
        tellStanding(incident);
        return true;
    }

    private void tellStanding(Incident incident) {
        if (incident.published() > 0) {
            affected.due(incident.id(), incident.published());
            workSignal.send("incident-updates");
        }
    }

    List<Incident> inState(String state) {
        return inState(state, VisibleQueues.ALL);
    }

    Optional<Incident.Whole> find(String id) {
        return find(id, VisibleQueues.ALL);
    }

    /** The incidents of a state, newest first, as far as they are visible. */
    public List<Incident> inState(String state, VisibleQueues visible) {
        List<Incident> found = incidents.inState(state, MOST_LISTED, visible);
        Map<String, Integer> hidden =
                affected.hiddenCalls(found.stream().map(Incident::id).toList(), visible);
        return found.stream()
                .map(each -> each.without(hidden.getOrDefault(each.id(), 0)))
                .toList();
    }

    /** The incident without what it says of cases that are not visible; empty also when none of its cases is. */
    public Optional<Incident.Whole> find(String id, VisibleQueues visible) {
        return incidents.find(id, visible).map(incident -> new Incident.Whole(
                        incident.without(
                                affected.hiddenCalls(List.of(id), visible).getOrDefault(id, 0)),
                        incidents.messages(id),
                        affected.cases(id),
                        affected.updates(id),
                        incidents.timeline(id))
                .without(affected.hidden(id, visible)));
    }

    private void threadStale(String id) {
        threads.stale(id);
        workSignal.send("incident-threads");
    }

    private Incident held(String id) {
        return incidents.hold(id).orElseThrow(() -> new IncidentRefused("there is no such incident"));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IncidentRefused(otherwise);
        }
    }
}
