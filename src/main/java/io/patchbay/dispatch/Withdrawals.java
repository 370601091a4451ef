package io.patchbay.dispatch;

import io.patchbay.event.Settled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has to be taken back at a destination. A ticket or message that stands no more is withdrawn once it is known to
 * exist, again when a late comment turns out to be there, and again when the new one exists, to which it then points.
 * Withdrawing is repeatable, so no order of these is wrong. Pure.
 */
final class Withdrawals {
    private Withdrawals() {}

    /** What is to be withdrawn now that these have been settled, each thing once. */
    static List<Addition> after(List<Settled> settled, CaseQueue queue) {
        Map<String, Addition> byTarget = new LinkedHashMap<>();
        settled.stream()
                .filter(each -> each.done() || each.superseded() && Operation.retouches(each.operation()))
                .flatMap(each -> queue.find(each.dispatchId()).stream())
                .flatMap(row -> row.stands() ? replaced(row, queue) : Stream.of(row))
                .map(row -> of(row, queue))
                .filter(Objects::nonNull)
                .forEach(addition -> byTarget.putIfAbsent(addition.actsOn(), addition));
        return List.copyOf(byTarget.values());
    }

    /** The earlier tickets or messages, when the row has just made the one that stands. */
    private static Stream<CaseQueue.Row> replaced(CaseQueue.Row row, CaseQueue queue) {
        return Operation.creates(row.operation())
                ? queue.to(row.destination()).stream()
                        .filter(earlier -> !earlier.stands() && Operation.creates(earlier.operation()))
                : Stream.of();
    }

    /** How the row's effect is taken back; null when there is nothing to take back, or not yet. */
    static Addition of(CaseQueue.Row row, CaseQueue queue) {
        if (Operation.retouches(row.operation())) {
            return retouched(row, queue);
        }
        if (!row.done()) {
            return null;
        }
        return switch (row.operation()) {
            case Operation.CREATE_ISSUE, Operation.POST_MESSAGE -> ofWhole(row, queue);
            case Operation.ADD_COMMENT -> ofPart(row, queue, Operation.WITHDRAW_COMMENT);
            case Operation.POST_REPLY -> ofPart(row, queue, Operation.WITHDRAW_REPLY);
            default -> null;
        };
    }

    /** What was written again, or opened again, while it was taken back has to be taken back once more. */
    private static Addition retouched(CaseQueue.Row row, CaseQueue queue) {
        return queue.to(row.destination()).stream()
                .filter(each -> Operation.creates(each.operation())
                        && each.placement() == row.placement()
                        && each.done()
                        && !each.stands())
                .findFirst()
                .map(creation -> ofWhole(creation, queue))
                .orElse(null);
    }

    /** An old place that only points to the new one waits until that is there. */
    private static Addition ofWhole(CaseQueue.Row creation, CaseQueue queue) {
        boolean replaced = queue.creation(creation.destination())
                .filter(CaseQueue.Row::stands)
                .filter(CaseQueue.Row::done)
                .isPresent();
        boolean ticket = creation.operation().equals(Operation.CREATE_ISSUE);
        return creation.superseded().conceals() || replaced
                ? Addition.withdrawal(ticket ? Operation.WITHDRAW_ISSUE : Operation.WITHDRAW_MESSAGE, creation)
                : null;
    }

    /** A comment goes with its ticket where that goes, else by itself. */
    private static Addition ofPart(CaseQueue.Row part, CaseQueue queue, String operation) {
        if (!part.superseded().conceals()) {
            return null;
        }
        Optional<CaseQueue.Row> whole = queue.to(part.destination()).stream()
                .filter(row -> Operation.creates(row.operation()) && row.placement() == part.placement() && row.done())
                .findFirst();
        return whole.filter(row -> !row.stands() && row.superseded().conceals())
                .map(row -> ofWhole(row, queue))
                .orElseGet(() -> Addition.withdrawal(operation, part));
    }
}
