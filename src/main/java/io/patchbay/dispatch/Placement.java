package io.patchbay.dispatch;

import io.patchbay.dispatch.PlanStore.NewRow;
import io.patchbay.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts additions behind what is already planned. Between reading a case's dispatches and adding to them one of those may
 * end or begin; so those that the answer depends on are held by a guarded update until the commit.
 */
final class Placement {
    private static final String ID = "dsp_";

    private final PlanStore store;
    private final Ids ids;

    Placement(PlanStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /** Returns, for each addition, the id of the dispatch that will do it; none where the case has no message to do it to. */
    List<String> place(List<Addition> additions, Map<String, CaseQueue> queues, Consumer<List<NewRow>> insert) {
        Set<String> notBegun = store.holdNotBegun(candidates(additions, queues));
        Set<String> unfinished = store.holdUnfinished(tails(additions, queues));
        List<String> placed = new ArrayList<>();
        List<NewRow> rows = new ArrayList<>();
        Set<String> fresh = new HashSet<>();
        for (Addition addition : additions) {
            CaseQueue queue = queues.get(addition.caseRef());
            if (addition.needsMessage() && queue.nextSequence(addition.destination(), Operation.POST_MESSAGE) == 1) {
                placed.add("");
                continue;
            }
            Optional<String> same = same(addition, queue).filter(id -> notBegun.contains(id) || fresh.contains(id));
            if (same.isPresent()) {
                placed.add(same.get());
                continue;
            }
            String awaits = tail(addition, queue)
                    .map(CaseQueue.Row::id)
                    .filter(id -> unfinished.contains(id) || fresh.contains(id))
                    .orElse(null);
            NewRow row = row(addition, queue, awaits);
            queue.append(planned(row));
            fresh.add(row.id());
            rows.add(row);
            placed.add(row.id());
        }
        insert.accept(rows);
        return placed;
    }

    /**
     * The marker of a dispatch. It is a Jira label, a Slack block id and a PagerDuty dedup key in one: letters, digits and
     * hyphens. Made of the id, so that the dispatch is found by it.
     */
    static String marker(String dispatchId) {
        return "pb-" + dispatchId.substring(ID.length());
    }

    /** The id of the dispatch with that marker; nothing has an id like that where the marker is none of ours. */
    static String dispatchOf(String marker) {
        return marker.startsWith("pb-") ? ID + marker.substring("pb-".length()) : marker;
    }

    private static List<String> candidates(List<Addition> additions, Map<String, CaseQueue> queues) {
        return additions.stream()
                .flatMap(each -> same(each, queues.get(each.caseRef())).stream())
                .toList();
    }

    private static List<String> tails(List<Addition> additions, Map<String, CaseQueue> queues) {
        return additions.stream()
                .flatMap(each -> tail(each, queues.get(each.caseRef())).stream())
                .map(CaseQueue.Row::id)
                .toList();
    }

    private static Optional<CaseQueue.Row> tail(Addition addition, CaseQueue queue) {
        return addition.standsAlone() ? Optional.empty() : queue.tail(addition);
    }

    private static Optional<String> same(Addition addition, CaseQueue queue) {
        return addition.showsTheNewest() ? queue.notBegun(addition).map(CaseQueue.Row::id) : Optional.empty();
    }

    private NewRow row(Addition addition, CaseQueue queue, String awaits) {
        return new NewRow(
                ids.next("dsp"),
                addition.caseRef(),
                addition.destination(),
                addition.operation(),
                queue.nextSequence(addition.destination(), addition.operation()),
                addition.payload(),
                awaits == null ? State.READY : State.WAITING,
                awaits,
                actsOn(addition, queue),
                placement(addition, queue),
                null,
                addition.holdSeconds());
    }

    /** What ends a page goes to the service that was paged, also after the case went to a queue that pages another. */
    private static String actsOn(Addition addition, CaseQueue queue) {
        boolean onPage = addition.operation().equals(Operation.ACKNOWLEDGE)
                || addition.operation().equals(Operation.RESOLVE);
        return onPage
                ? queue.creation(addition.destination()).map(CaseQueue.Row::id).orElse(null)
                : addition.actsOn();
    }

    private static int placement(Addition addition, CaseQueue queue) {
        return Optional.ofNullable(addition.actsOn())
                .flatMap(queue::find)
                .map(CaseQueue.Row::placement)
                .orElseGet(() -> queue.placement(addition.destination()));
    }

    static CaseQueue.Row planned(NewRow row) {
        return new CaseQueue.Row(
                row.id(),
                row.caseRef(),
                row.destination(),
                row.operation(),
                row.sequence(),
                row.state(),
                row.awaits(),
                row.actsOn(),
                row.placement(),
                null,
                Instant.MAX,
                null,
                null);
    }
}
