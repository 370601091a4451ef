package io.patchbay.faults;

import static io.patchbay.faults.Promise.ACCEPTED_IS_KEPT;
import static io.patchbay.faults.Promise.CALL_HAS_A_CASE;
import static io.patchbay.faults.Promise.ONE_DELIVERY_ONE_EVENT;

import io.patchbay.faults.Promise.Breach;
import io.patchbay.simulator.Effects;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The one judge after every fault: the hub's tables, what the providers really have, and what senders were told, held
 * against each other. Ask it when the hub has settled ({@link Settling}).
 *
 * <pre>{@code
 * assertThat(new StandingChecker(database, simulator.journal().effects(), sender.acknowledged()).breaches()).isEmpty();
 * }</pre>
 */
public final class StandingChecker {
    private static final int BATCH = 500;

    private final JdbcTemplate database;
    private final Effects effects;
    private final Collection<Acknowledged> acknowledged;

    public StandingChecker(DataSource database, Effects effects, Collection<Acknowledged> acknowledged) {
        this.database = new JdbcTemplate(database);
        this.effects = effects;
        this.acknowledged = acknowledged;
    }

    /** Every broken promise, each with the row that shows it; empty when all are kept. */
    public List<Breach> breaches() {
        List<Breach> breaches = new ArrayList<>();
        breaches.addAll(lostEvents());
        breaches.addAll(splitDeliveries());
        breaches.addAll(callsWithoutCase());
        breaches.addAll(TableChecks.breaches(database));
        breaches.addAll(new EffectChecks(database, effects).breaches());
        return breaches;
    }

    private List<Breach> lostEvents() {
        Set<String> kept = found(
                "select id from event where id in ",
                acknowledged.stream().map(Acknowledged::eventId).toList());
        return acknowledged.stream()
                .filter(taken -> !kept.contains(taken.eventId()))
                .map(taken -> new Breach(ACCEPTED_IS_KEPT, taken.toString()))
                .toList();
    }

    private List<Breach> splitDeliveries() {
        Map<String, Set<String>> events = acknowledged.stream()
                .collect(Collectors.groupingBy(
                        Acknowledged::webhookId,
                        TreeMap::new,
                        Collectors.mapping(Acknowledged::eventId, Collectors.toCollection(TreeSet::new))));
        return events.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Breach(ONE_DELIVERY_ONE_EVENT, entry.toString()))
                .toList();
    }

    /** An analyzed call can be decided at once, whatever else is still to come. */
    private List<Breach> callsWithoutCase() {
        List<String> analyzed = acknowledged.stream()
                .filter(taken -> "call.analyzed".equals(taken.type()))
                .map(Acknowledged::callId)
                .distinct()
                .toList();
        Set<String> decided =
                found("select call_id from call_record where case_ref is not null and call_id in ", analyzed);
        return analyzed.stream()
                .filter(call -> !decided.contains(call))
                .map(call -> new Breach(CALL_HAS_A_CASE, call))
                .toList();
    }

    private Set<String> found(String query, List<String> values) {
        Set<String> found = new HashSet<>();
        for (int from = 0; from < values.size(); from += BATCH) {
            List<String> batch = values.subList(from, Math.min(values.size(), from + BATCH));
            String places = batch.stream().map(value -> "?").collect(Collectors.joining(",", "(", ")"));
            found.addAll(database.queryForList(query + places, String.class, batch.toArray()));
        }
        return found;
    }
}
