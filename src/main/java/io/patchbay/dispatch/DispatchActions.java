package io.patchbay.dispatch;

import io.patchbay.event.Actor;
import io.patchbay.event.Feedback;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.Settled;
import io.patchbay.event.VisibleQueues;
import io.patchbay.platform.WorkSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where people look at dispatches and decide those that the hub cannot (Dead Letter Channel, read by staff). */
@Component
public final class DispatchActions {
    private static final int MOST_LISTED = 500;
    private static final Map<String, String> FIRST_EFFECTS =
            Map.of(Operation.CREATE_ISSUE, "jira", Operation.POST_MESSAGE, "slack", Operation.TRIGGER, "pagerduty");

    private final DispatchActionStore store;
    private final OutcomeStore outcomes;
    private final WorkSignal workSignal;
    private final Gates gates;
    private final TransactionTemplate transactions;

    DispatchActions(
            DispatchActionStore store,
            OutcomeStore outcomes,
            WorkSignal workSignal,
            Gates gates,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.outcomes = outcomes;
        this.workSignal = workSignal;
        this.gates = gates;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Applies a person's verdict, and returns what the case has to be told: nothing when the dispatch is neither unknown
     * nor dead, so that the same verdict given twice has one effect, and nothing when its case has moved since the person
     * was asked for. Where others may move the case, the caller's transaction holds it.
     */
    public List<Settled> decide(Verdict verdict) {
        List<String> one = List.of(verdict.dispatchId());
        return transactions.execute(
                status -> isIn(verdict.queue(), verdict.dispatchId(), store.queues(one, VisibleQueues.ALL))
                                && store.apply(verdict)
                        ? told(one)
                        : List.of());
    }

    private static boolean isIn(String queue, String dispatchId, Map<String, String> queues) {
        return queue.equals(queues.get(dispatchId));
    }

    /**
     * Sends dead dispatches again, paced by their destinations' limits, and returns what the cases have to be told. Those
     * that are not dead, or whose case has moved since the person was asked for, are left alone. Where others may move the
     * cases, the caller's transaction holds them.
     */
    public List<Settled> replay(Replay replay) {
        return transactions.execute(status -> {
            Map<String, String> now = store.queues(replay.dispatchIds(), VisibleQueues.ALL);
            List<String> still = replay.dispatchIds().stream()
                    .filter(id -> isIn(replay.queues().get(id), id, now))
                    .toList();
            return told(store.revive(still, Actor.of(replay.who()) + ": " + replay.why()));
        });
    }

    /**
     * Takes back what waits to be sent for the case and is no longer wanted, in the transaction of the caller, who holds
     * the case. What a destination may have heard of already is not taken back.
     *
     * @return what the case has to be told: empty when there was nothing to take back
     */
    public List<Settled> withdraw(String caseRef, String destination, String operation, String reason) {
        return transactions.execute(status -> told(store.withdraw(caseRef, destination, operation, reason)));
    }

    /** Takes back the first effects of a case that waits to be sent where its new queue's plan has no such step. */
    public List<Settled> withdrawUnplanned(String caseRef, QueuePlan plan) {
        String reason = "the case moved to queue " + plan.queue() + ", whose plan has no such step";
        return FIRST_EFFECTS.entrySet().stream()
                .filter(effect -> plan.steps().stream()
                        .noneMatch(step -> step.destination().equals(effect.getValue())
                                && step.operation().equals(effect.getKey())))
                .flatMap(effect -> withdraw(caseRef, effect.getValue(), effect.getKey(), reason).stream())
                .toList();
    }

    /** The dispatches in that state of cases that are visible, oldest first, after the one with that id; the empty string begins at the first. */
    public List<DispatchView> inState(String state, String after, int most, VisibleQueues visible) {
        return store.inState(State.of(state), after, Math.min(most, MOST_LISTED), visible);
    }

    /** The dispatch; empty when there is none, or when its case is in a queue that is not visible. */
    public Optional<DispatchView> find(String dispatchId, VisibleQueues visible) {
        return store.find(dispatchId, visible);
    }

    /**
     * The queue of each of the dispatches, at most 500, whose case is visible: by id, the empty string for what belongs to no
     * case, such as an incident's thread.
     */
    public Map<String, String> queues(List<String> dispatchIds, VisibleQueues visible) {
        return store.queues(dispatchIds, visible);
    }

    /** The case that the verdict is about, to be held before its dispatch is. */
    public Set<String> caseOf(Verdict verdict) {
        return store.cases(List.of(verdict.dispatchId()));
    }

    /** The cases that the replay is about, to be held before their dispatches are. */
    public Set<String> casesOf(Replay replay) {
        return store.cases(replay.dispatchIds());
    }

    /** The dispatches of a case in the order of their planning; none when the case is not visible. */
    public List<DispatchView> ofCase(String caseRef, VisibleQueues visible) {
        return store.ofCase(caseRef, visible);
    }

    /** The case whose ticket or page carries one of the markers, or the empty string: it may not know its receipt yet. */
    public String caseOfMarkers(List<Feedback> facts) {
        return facts.stream()
                .flatMap(fact -> fact.markers().stream())
                .distinct()
                .flatMap(marker -> store.caseOfMarker(marker).stream())
                .findFirst()
                .orElse("");
    }

    private List<Settled> told(List<String> ids) {
        List<Settled> settled = store.settled(ids);
        outcomes.noteDoublesOf(
                settled.stream()
                        .filter(each -> each.done() && each.operation().equals(Operation.CREATE_ISSUE))
                        .map(Settled::dispatchId)
                        .toList(),
                outcomes.now());
        outcomes.release(
                settled.stream().filter(Settled::ended).map(Settled::dispatchId).toList(), outcomes.now());
        if (!settled.isEmpty()) {
            gates.destinations().forEach(destination -> workSignal.send(DispatchQueue.work(destination)));
        }
        return settled;
    }
}
