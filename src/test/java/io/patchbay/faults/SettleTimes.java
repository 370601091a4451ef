package io.patchbay.faults;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long it took, from each kill on, until every event that had been accepted before it was settled: decided, and every
 * dispatch of its case ended. This counts what providers did wrong on purpose in the meantime and what later kills hit
 * again, so it is no less than what the kill alone cost. A kill with an event that never settled has no time.
 *
 * <p>The same for each event that was not settled when a kill came: from the first such kill until it was, and from the
 * last kill of all.
 */
final class SettleTimes {
    private static final String SETTLED = "select e.received_at, max(d.settled_at) as settled,"
            + " sum(case when d.settled_at is null and d.state <> 'cancelled' then 1 else 0 end) as open"
            + " from event e join dispatch d on d.case_ref = e.case_ref group by e.id, e.received_at";

    private final List<Duration> times = new ArrayList<>();
    private final List<Duration> afterTheFirstMet = new ArrayList<>();
    private final List<Duration> afterTheLastOfAll = new ArrayList<>();
    private int unsettled;

    SettleTimes(DataSource database, List<Instant> kills) {
        // For each moment when an event came: the latest end of anything accepted up to then.
        TreeMap<Instant, Instant> settledBy = new TreeMap<>();
        TreeSet<Instant> inOrder = new TreeSet<>(kills);
        new JdbcTemplate(database).query(SETTLED, row -> {
            Timestamp settled = row.getTimestamp("settled");
            Instant end = settled == null || row.getLong("open") > 0 ? Instant.MAX : settled.toInstant();
            Instant received = row.getTimestamp("received_at").toInstant();
            settledBy.merge(received, end, SettleTimes::later);
            if (!end.equals(Instant.MAX)) {
                event(received, end, inOrder);
            }
        });
        Instant latest = Instant.MIN;
        for (Map.Entry<Instant, Instant> entry : settledBy.entrySet()) {
            latest = later(latest, entry.getValue());
            entry.setValue(latest);
        }
        kills.forEach(kill -> add(kill, settledBy.floorEntry(kill)));
    }

    private void event(Instant received, Instant settled, TreeSet<Instant> kills) {
        Instant met = kills.ceiling(received);
        if (met != null && settled.isAfter(met)) {
            afterTheFirstMet.add(Duration.between(met, settled));
            if (settled.isAfter(kills.last()) && !received.isAfter(kills.last())) {
                afterTheLastOfAll.add(Duration.between(kills.last(), settled));
            }
        }
    }

    /** Of each event that a kill met before it was settled: from that kill on, later ones included. */
    List<Duration> afterTheFirstMet() {
        return List.copyOf(afterTheFirstMet);
    }

    /** Of each event that was open at the last kill. */
    List<Duration> afterTheLastOfAll() {
        return List.copyOf(afterTheLastOfAll);
    }

    private void add(Instant kill, Map.Entry<Instant, Instant> acceptedBefore) {
        if (acceptedBefore == null || !acceptedBefore.getValue().isAfter(kill)) {
            times.add(Duration.ZERO);
        } else if (acceptedBefore.getValue().equals(Instant.MAX)) {
            unsettled++;
        } else {
            times.add(Duration.between(kill, acceptedBefore.getValue()));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** After the last kill; nothing when there was none, or when something never settled. */
    Optional<Duration> afterTheLast() {
        return unsettled > 0 || times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() - 1));
    }

    Duration percentile(double share) {
        return CallLoad.percentile(times, share);
    }

    /** Kills after which something accepted before never settled. */
    int unsettled() {
        return unsettled;
    }
}
