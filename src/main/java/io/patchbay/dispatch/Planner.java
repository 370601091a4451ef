package io.patchbay.dispatch;

import static java.util.stream.Collectors.groupingBy;

import io.patchbay.dispatch.EarlyClaims.Early;
import io.patchbay.dispatch.PlanStore.NewRow;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.QueuePlan.Step;
import io.patchbay.event.Settled;
import io.patchbay.platform.Ids;
import io.patchbay.platform.WorkSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns what a case needs into dispatches, in order for each case and destination. */
@Component
public final class Planner {
    private static final int TRIES = 5;

    private final PlanStore store;
    private final ObjectProvider<DispatchPlaces> places;
    private final Ids ids;
    private final EarlyClaims earlyClaims;
    private final WorkSignal workSignal;
    private final TransactionTemplate transactions;

    /** @param places absent where there are no connectors */
    Planner(
            PlanStore store,
            ObjectProvider<DispatchPlaces> places,
            Ids ids,
            EarlyClaims earlyClaims,
            WorkSignal workSignal,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.places = places;
        this.ids = ids;
        this.earlyClaims = earlyClaims;
        this.workSignal = workSignal;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Plans the dispatches of new cases, in the caller's transaction: one for each step of their plans, save those that need
     * a confirmed severity that pages while the case has none. A step that comes after one which is not taken waits for
     * nothing.
     */
    public void plan(List<NewCase> cases) {
        List<NewRow> rows = new ArrayList<>();
        cases.forEach(each -> rows.addAll(rows(each)));
        transactions.executeWithoutResult(status -> insert(rows, claimed(rows)));
    }

    private List<NewRow> rows(NewCase opened) {
        CaseBrief brief = opened.brief();
        List<NewRow> rows = new ArrayList<>();
        Map<String, String> idOfOperation = new HashMap<>();
        for (Step step : opened.plan().steps()) {
            if (step.onlyConfirmed() && !brief.severity().pages()) {
                continue;
            }
            NewRow row = first(brief, step, idOfOperation.get(step.after()), rows, opened.incident());
            idOfOperation.put(step.operation(), row.id());
            rows.add(row);
        }
        return rows;
    }

    /**
     * Plans further dispatches, each as {@link #add(String, String, String, Map)} does, in the caller's transaction.
     *
     * @return for each the id of the dispatch that will do it, or the empty string when there is nothing to do it to
     */
    public List<String> add(List<Addition> additions) {
        return transactions.execute(status -> addAll(additions));
    }

    /**
     * Plans a further dispatch for a case: a comment, a link, a reply. It is sent after what is already planned for this
     * case and destination, and joins the caller's transaction when there is one. An operation that shows the case as it
     * stands is not planned again while an earlier one waits to be sent. A case that has no message in Slack, because its
     * incident's thread stands for it, has none to update or to reply to.
     *
     * @return the id of the dispatch that will do it, or the empty string when there is nothing to do it to
     * @throws DuplicateKeyException inside a caller's transaction, when another one plans the same for the same case at
     *     the same time; the transaction can be repeated as a whole
     */
    public String add(String caseRef, String destination, String operation, Map<String, String> payload) {
        return add(new Addition(caseRef, destination, operation, Map.copyOf(payload)));
    }

    /**
     * Plans an operation that shows things as they stand, not before so many seconds from now: what happens meanwhile is
     * shown by the same dispatch.
     */
    public String showWithin(String caseRef, String destination, String operation, int seconds) {
        return add(new Addition(caseRef, destination, operation, Map.of(), seconds, null));
    }

    private String add(Addition addition) {
        List<Addition> additions = List.of(addition);
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return addAll(additions).get(0);
        }
        for (int tries = 1; ; tries++) {
            try {
                return transactions.execute(status -> addAll(additions).get(0));
            } catch (DuplicateKeyException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Plans a further dispatch that says nothing beyond the case as it stands. */
    public String add(String caseRef, String destination, String operation) {
        return add(caseRef, destination, operation, Map.of());
    }

    /**
     * Plans what follows from settled dispatches, in their transaction. The cases must have been told before, which
     * locks their rows: of two dispatches of one case that end at the same time, the second then sees the first.
     */
    public void followOn(List<Settled> settled) {
        Map<String, List<Settled>> byCase =
                settled.stream().filter(FollowOn::matters).collect(groupingBy(Settled::caseRef));
        if (byCase.isEmpty()) {
            return;
        }
        Map<String, CaseQueue> queues = queues(byCase.keySet());
        List<Addition> additions = new ArrayList<>();
        byCase.forEach((ref, ofCase) -> additions.addAll(FollowOn.of(ref, ofCase, queues.get(ref))));
        transactions.executeWithoutResult(
                status -> new Placement(store, ids).place(additions, queues, rows -> insert(rows, claimed(rows))));
    }

    List<String> addAll(List<Addition> additions) {
        if (additions.isEmpty()) {
            return List.of();
        }
        return place(additions, queues(additions.stream().map(Addition::caseRef).collect(Collectors.toSet())));
    }

    Map<String, CaseQueue> queues(Set<String> caseRefs) {
        Map<String, List<CaseQueue.Row>> rows =
                store.ofCases(caseRefs).stream().collect(groupingBy(CaseQueue.Row::caseRef));
        return caseRefs.stream()
                .collect(Collectors.toMap(ref -> ref, ref -> new CaseQueue(rows.getOrDefault(ref, List.of()))));
    }

    private List<String> place(List<Addition> additions, Map<String, CaseQueue> queues) {
        return new Placement(store, ids).place(additions, queues, this::insert);
    }

    private Map<String, Early> claimed(List<NewRow> rows) {
        return earlyClaims.claim(
                rows.stream().filter(NewRow::isDue).map(NewRow::unclaimed).toList());
    }

    void insert(List<NewRow> rows) {
        insert(rows, Map.of());
    }

    private void insert(List<NewRow> rows, Map<String, Early> early) {
        if (!rows.isEmpty()) {
            store.insert(rows, early);
            rows.stream()
                    .filter(row -> row.isDue() && !early.containsKey(row.id()))
                    .map(NewRow::destination)
                    .distinct()
                    .forEach(destination -> workSignal.send(DispatchQueue.work(destination)));
        }
    }

    private NewRow first(CaseBrief brief, Step step, String awaits, List<NewRow> before, String incident) {
        long same = before.stream()
                .filter(row -> row.destination().equals(step.destination())
                        && row.operation().equals(step.operation()))
                .count();
        boolean named = !incident.isEmpty() && step.operation().equals(Operation.CREATE_ISSUE);
        boolean held = awaits != null && step.holdAtMost() != null;
        return new NewRow(
                ids.next("dsp"),
                brief.ref(),
                step.destination(),
                step.operation(),
                (int) same + 1,
                named ? Map.of("incident", incident) : Map.of(),
                awaits == null || held ? State.READY : State.WAITING,
                awaits,
                null,
                1,
                place(brief, step),
                held ? Math.toIntExact(step.holdAtMost().toSeconds()) : 0);
    }

    /** Where it goes as things stand; null where that is not known before it is sent. */
    private String place(CaseBrief brief, Step step) {
        DispatchPlaces known = places.getIfAvailable();
        String place = known == null ? "" : known.of(step.destination(), step.operation(), brief);
        return place.isEmpty() ? null : place;
    }
}
