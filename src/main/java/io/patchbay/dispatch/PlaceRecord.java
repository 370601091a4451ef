package io.patchbay.dispatch;

import io.patchbay.event.CaseBrief;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where dispatches go: recorded before they are sent for the first time, and read for everything that comes after it. */
@Component
class PlaceRecord {
    private static final Set<String> PLACED = Set.of("jira", "slack", "pagerduty");

    private final RelocationStore store;
    private final ObjectProvider<DispatchPlaces> places;
    private final TransactionTemplate transactions;

    /** @param places absent where there are no connectors; then nothing goes anywhere in particular */
    PlaceRecord(RelocationStore store, ObjectProvider<DispatchPlaces> places, PlatformTransactionManager transactions) {
        this.store = store;
        this.places = places;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Where each dispatch goes; one that may not be sent any more is missing. The cases were read before, so what goes out
     * shows nothing of a case that has moved since to where it goes. Where a dispatch goes is decided anew until its first
     * attempt, and then stays.
     */
    Map<String, String> begin(List<Claimed> rows, Map<String, CaseBrief> briefs) {
        Map<String, String> placed = new HashMap<>();
        List<RelocationStore.Beginning> beginnings = new ArrayList<>();
        for (Claimed row : rows) {
            CaseBrief brief = briefs.get(row.caseRef());
            boolean sendsToPlace = !row.lookUp()
                    && brief != null
                    && PLACED.contains(row.destination())
                    && !Operation.withdraws(row.operation());
            boolean decided = row.place() != null && row.attempts() > 1;
            String place = sendsToPlace && !decided ? place(row, brief) : row.place();
            placed.put(row.id(), place);
            if (sendsToPlace) {
                boolean known = place.equals(row.place() == null ? "" : row.place());
                beginnings.add(new RelocationStore.Beginning(row.id(), row.token(), place, known));
            }
        }
        Set<String> begun = beginnings.isEmpty() ? Set.of() : transactions.execute(status -> store.begin(beginnings));
        beginnings.stream()
                .map(RelocationStore.Beginning::id)
                .filter(id -> !begun.contains(id))
                .forEach(placed::remove);
        return placed;
    }

    private String place(Claimed row, CaseBrief brief) {
        DispatchPlaces known = places.getIfAvailable();
        return known == null ? "" : known.of(row.destination(), row.operation(), brief);
    }

    /** What the dispatches act on, by the id of that. */
    Map<String, Target> targets(List<Claimed> rows) {
        return store.targets(
                rows.stream().map(Claimed::actsOn).filter(Objects::nonNull).collect(Collectors.toSet()));
    }

    /** The ids of those whose ticket or message stands no more. */
    Set<String> superseded(List<Claimed> rows) {
        return store.superseded(rows.stream()
                .filter(row -> PLACED.contains(row.destination()))
                .map(Claimed::id)
                .toList());
    }
}
