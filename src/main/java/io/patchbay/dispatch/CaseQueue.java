package io.patchbay.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The dispatches of one case in the order of their planning, as far as the order of the next one depends on them. */
final class CaseQueue {
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param awaits the dispatch that comes or came first; null when there was none, or when it has released this one
     * @param sentAt when the last attempt was started, or null
     * @param settledAt when it ended, or null
     */
    record Row(
            String id,
            String caseRef,
            String destination,
            String operation,
            int sequence,
            State state,
            String awaits,
            Instant plannedAt,
            Instant sentAt,
            Instant settledAt) {

        boolean done() {
            return state == State.DONE;
        }
    }

    CaseQueue(List<Row> rows) {
        this.rows.addAll(rows);
        this.rows.sort(Comparator.comparing(Row::plannedAt).thenComparing(Row::id));
    }

    void append(Row row) {
        rows.add(row);
    }

    /** The number of the next dispatch of that operation. */
    int nextSequence(String destination, String operation) {
        return rows.stream()
                        .filter(row -> row.destination().equals(destination)
                                && row.operation().equals(operation))
                        .mapToInt(Row::sequence)
                        .max()
                        .orElse(0)
                + 1;
    }

    /** The last dispatch to that destination that has not ended: the next one comes after it. */
    Optional<Row> tail(String destination) {
        return rows.stream()
                .filter(row ->
                        row.destination().equals(destination) && !row.state().ended())
                .filter(row -> !Addition.standsAlone(row.operation()))
                .filter(row -> rows.stream()
                        .noneMatch(other -> row.id().equals(other.awaits())
                                && other.destination().equals(destination)
                                && !other.state().ended()))
                .reduce((first, second) -> second);
    }

    /** The last dispatch of that operation. */
    Optional<Row> last(String destination, String operation) {
        return rows.stream()
                .filter(row ->
                        row.destination().equals(destination) && row.operation().equals(operation))
                .max(Comparator.comparingInt(Row::sequence));
    }

    /** A dispatch of that operation whose sending has not begun. */
    Optional<Row> notBegun(String destination, String operation) {
        return last(destination, operation).filter(row -> row.state() == State.WAITING || row.state() == State.READY);
    }

    boolean reaches(String destination) {
        return rows.stream().anyMatch(row -> row.destination().equals(destination));
    }
}
