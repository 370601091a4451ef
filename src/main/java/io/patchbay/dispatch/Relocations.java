package io.patchbay.dispatch;

import io.patchbay.dispatch.PlanStore.NewRow;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan;
import io.patchbay.event.QueuePlan.Step;
import io.patchbay.event.Settled;
import io.patchbay.platform.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Gives a case that changed its queue or its account another ticket and message, and has the old ones withdrawn. What was
 * not sent yet goes to the new place or nowhere; what may have been sent is withdrawn as soon as it is known to be there.
 * Runs in the transaction of the caller, who holds the case.
 */
@Component
public final class Relocations {
    private static final String SUPERSEDED = "superseded: the case moved on";

    private final RelocationStore store;
    private final PlanStore plans;
    private final DispatchActionStore desk;
    private final OutcomeStore outcomes;
    private final Planner planner;
    private final Ids ids;

    Relocations(
            RelocationStore store,
            PlanStore plans,
            DispatchActionStore desk,
            OutcomeStore outcomes,
            Planner planner,
            Ids ids) {
        this.store = store;
        this.plans = plans;
        this.desk = desk;
        this.outcomes = outcomes;
        this.planner = planner;
        this.ids = ids;
    }

    /**
     * Moves the case's ticket and message as the relocation says. A case that has ended loses the old ones and gets none.
     *
     * @param brief the case as it now stands
     * @param plan of the queue that it now belongs to
     * @return what was cancelled, for the case to be told
     */
    public List<Settled> relocate(CaseBrief brief, QueuePlan plan, Relocation relocation) {
        Move move = new Move(brief, plan, relocation, queue(brief.ref()));
        String ticket = relocation.ticket() ? move("jira", Operation.CREATE_ISSUE, null, move) : null;
        if (relocation.message()) {
            move("slack", Operation.POST_MESSAGE, ticket, move);
        }
        planner.insert(move.rows);
        planner.addAll(move.withdrawals);
        planner.addAll(move.carried);
        return cancelled(move.cancelled);
    }

    /**
     * Takes back what was said on a case's ticket and thread about a call that is on the case no more.
     *
     * @param call the {@code call} that the payload of its comments names
     * @param why {@code tenant}, {@code restricted} or {@code left_restricted}
     * @return what was cancelled, for the case to be told
     */
    public List<Settled> withdraw(String caseRef, String call, String why) {
        WithdrawalReason reason = WithdrawalReason.of(why);
        store.lock(caseRef, "jira");
        store.lock(caseRef, "slack");
        List<RelocationStore.Words> about = store.words(caseRef).stream()
                .filter(words ->
                        words.payload().getOrDefault("call", "").lines().anyMatch(call::equals))
                .toList();
        List<String> all = about.stream().map(RelocationStore.Words::id).toList();
        List<String> unsent = about.stream()
                .filter(RelocationStore.Words::notBegun)
                .map(RelocationStore.Words::id)
                .toList();
        store.supersede(all, reason);
        store.cancel(unsent, SUPERSEDED);
        CaseQueue queue = queue(caseRef);
        planner.addAll(all.stream()
                .flatMap(id -> queue.find(id).stream())
                .map(row -> Withdrawals.of(row, queue))
                .filter(Objects::nonNull)
                .toList());
        return cancelled(new TreeSet<>(unsent));
    }

    /** The relocation of one case, as far as it is worked out. */
    private static final class Move {
        final String ref;
        final boolean terminal;
        final QueuePlan plan;
        final Relocation relocation;
        final CaseQueue queue;
        final List<NewRow> rows = new ArrayList<>();
        final List<Addition> withdrawals = new ArrayList<>();
        final List<Addition> carried = new ArrayList<>();
        final Set<String> cancelled = new TreeSet<>();

        Move(CaseBrief brief, QueuePlan plan, Relocation relocation, CaseQueue queue) {
            this.ref = brief.ref();
            this.terminal = brief.terminal();
            this.plan = plan;
            this.relocation = relocation;
            this.queue = queue;
        }
    }

    /** Returns the dispatch that makes the new ticket or message and is not done yet, or null. */
    private String move(String destination, String operation, String ticket, Move move) {
        store.lock(move.ref, destination);
        CaseQueue.Row standing = queue(move.ref)
                .creation(destination)
                .filter(CaseQueue.Row::stands)
                .orElse(null);
        boolean unsent = standing != null && store.resetPlace(standing.id());
        List<RelocationStore.Words> waiting = store.words(move.ref).stream()
                .filter(words -> words.stands()
                        && words.notBegun()
                        && words.saidOnce()
                        && move.queue
                                .find(words.id())
                                .orElseThrow()
                                .destination()
                                .equals(destination))
                .toList();
        supersede(standing, unsent, destination, move);
        if (unsent) {
            // Composed from the case as it stands when it is sent, to where the case is then.
            if (!move.relocation.carries()) {
                cancel(waiting, move);
            }
            return standing.id();
        }
        Optional<Step> step = move.plan.steps().stream()
                .filter(each -> !move.terminal
                        && each.destination().equals(destination)
                        && each.operation().equals(operation))
                .findFirst();
        if (step.isEmpty()) {
            return null;
        }
        NewRow creation = creation(step.get(), standing, ticket, move);
        move.rows.add(creation);
        if (standing != null && move.relocation.carries()) {
            waiting.forEach(
                    words -> move.carried.add(new Addition(move.ref, destination, words.operation(), words.payload())));
        }
        return creation.id();
    }

    /** What was about the ticket or message so far, and about earlier ones, stands no more; what of it was not sent is cancelled. */
    private void supersede(CaseQueue.Row standing, boolean unsent, String destination, Move move) {
        if (standing == null) {
            return;
        }
        int last = unsent ? standing.placement() - 1 : standing.placement();
        store.supersede(move.ref, destination, last, move.relocation.reason());
        CaseQueue now = queue(move.ref);
        List<String> unsentRows = now.to(destination).stream()
                .filter(row -> row.placement() <= last && !row.stands() && row.notBegun())
                .map(CaseQueue.Row::id)
                .toList();
        store.cancel(unsentRows, SUPERSEDED);
        move.cancelled.addAll(unsentRows);
        if (move.relocation.reason().conceals()) {
            lookForDuplicates(now, last);
        }
        now.to(destination).stream()
                .filter(row -> row.placement() <= last && !row.stands() && Operation.creates(row.operation()))
                .map(row -> Withdrawals.of(row, now))
                .filter(Objects::nonNull)
                .forEach(move.withdrawals::add);
    }

    /** A duplicate of the ticket, closed long ago or still hidden by the index, keeps its texts until it is found. */
    private void lookForDuplicates(CaseQueue queue, int last) {
        outcomes.noteDoublesOf(
                queue.to("jira").stream()
                        .filter(row -> row.placement() <= last
                                && row.done()
                                && row.operation().equals(Operation.CREATE_ISSUE))
                        .map(CaseQueue.Row::id)
                        .toList(),
                outcomes.now());
    }

    private void cancel(List<RelocationStore.Words> waiting, Move move) {
        List<String> unsent = waiting.stream().map(RelocationStore.Words::id).toList();
        store.supersede(unsent, move.relocation.reason());
        store.cancel(unsent, SUPERSEDED);
        move.cancelled.addAll(unsent);
    }

    private NewRow creation(Step step, CaseQueue.Row standing, String ticket, Move move) {
        String awaits = step.operation().equals(Operation.POST_MESSAGE) && step.after() != null
                ? Optional.ofNullable(ticket).orElseGet(() -> unfinishedTicket(move))
                : null;
        boolean held = awaits != null && step.holdAtMost() != null;
        return new NewRow(
                ids.next("dsp"),
                move.ref,
                step.destination(),
                step.operation(),
                move.queue.nextSequence(step.destination(), step.operation()),
                standing != null && move.relocation.carries() ? store.payload(standing.id()) : Map.of(),
                awaits == null || held ? State.READY : State.WAITING,
                awaits,
                null,
                standing == null ? 1 : standing.placement() + 1,
                null,
                held ? Math.toIntExact(step.holdAtMost().toSeconds()) : 0);
    }

    private static String unfinishedTicket(Move move) {
        return move.queue
                .creation("jira")
                .filter(row -> !row.state().ended())
                .map(CaseQueue.Row::id)
                .orElse(null);
    }

    private List<Settled> cancelled(Set<String> dispatchIds) {
        List<String> cancelled = List.copyOf(dispatchIds);
        outcomes.release(cancelled, outcomes.now());
        return desk.settled(cancelled);
    }

    private CaseQueue queue(String ref) {
        return new CaseQueue(plans.ofCases(List.of(ref)));
    }
}
