package io.patchbay.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The dispatches of one case in the order of their planning, as far as the order of the next one depends on them. */
final class CaseQueue {
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param awaits the dispatch that comes or came first; null when there was none, or when it has released this one
     * @param actsOn the dispatch whose effect it changes, or null
     * @param placement which of the case's tickets or messages it belongs to, from 1
     * @param superseded why that one stands no more, or null while it stands
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
            String actsOn,
            int placement,
            WithdrawalReason superseded,
            Instant plannedAt,
            Instant sentAt,
            Instant settledAt) {

        boolean done() {
            return state == State.DONE;
        }

        boolean notBegun() {
            return state == State.WAITING || state == State.READY;
        }

        boolean stands() {
            return superseded == null;
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

    /**
     * The last dispatch to the destination that has not ended and that the addition comes after: another withdrawal of the
     * same thing for a withdrawal, else one about the present ticket or message.
     */
    Optional<Row> tail(Addition addition) {
        boolean withdraws = Operation.withdraws(addition.operation());
        List<Row> line = rows.stream()
                .filter(row -> row.destination().equals(addition.destination())
                        && !row.state().ended())
                .filter(row -> !Addition.standsAlone(row.operation()))
                .filter(row -> withdraws
                        ? row.operation().equals(addition.operation())
                                && addition.actsOn().equals(row.actsOn())
                        : row.stands() && !Operation.withdraws(row.operation()))
                .toList();
        return line.stream()
                .filter(row -> line.stream().noneMatch(other -> row.id().equals(other.awaits())))
                .reduce((first, second) -> second);
    }

    /** The dispatch that makes, or made, the case's present ticket, message or page; it may have been taken back since. */
    Optional<Row> creation(String destination) {
        return rows.stream()
                .filter(row -> row.destination().equals(destination) && Operation.creates(row.operation()))
                .max(Comparator.comparingInt(Row::placement).thenComparing(Row::sequence));
    }

    /** Which of the case's tickets or messages a further dispatch to that destination belongs to. */
    int placement(String destination) {
        return creation(destination).map(Row::placement).orElse(1);
    }

    /** The dispatches to that destination, in the order of their planning. */
    List<Row> to(String destination) {
        return rows.stream()
                .filter(row -> row.destination().equals(destination))
                .toList();
    }

    Optional<Row> find(String id) {
        return rows.stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /** The last dispatch of that operation. */
    Optional<Row> last(String destination, String operation) {
        return rows.stream()
                .filter(row ->
                        row.destination().equals(destination) && row.operation().equals(operation))
                .max(Comparator.comparingInt(Row::sequence));
    }

    /** A dispatch that does the same as the addition and whose sending has not begun. */
    Optional<Row> notBegun(Addition addition) {
        return rows.stream()
                .filter(row -> row.destination().equals(addition.destination())
                        && row.operation().equals(addition.operation())
                        && Objects.equals(row.actsOn(), addition.actsOn()))
                .filter(Row::stands)
                .max(Comparator.comparingInt(Row::sequence))
                .filter(Row::notBegun);
    }

    boolean reaches(String destination) {
        return rows.stream().anyMatch(row -> row.destination().equals(destination));
    }
}
