package io.patchbay.dispatch;

import io.patchbay.platform.DatabaseClock;
import io.patchbay.platform.InList;
import io.patchbay.platform.NodeIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What one node has claimed: a claim's token begins with its node. Every statement passes by locked rows, and waits for nobody. */
@Component
class NodeClaimStore {
    /** By the index that finds expired leases: few rows are ever being sent at once. */
    private static final String END_LEASES = "update dispatch set lease_until = current_timestamp - interval '1' second"
            + " where id in (select id from dispatch where state = 'sending' and " + NodeIdentity.CLAIMED_BY
            + " and lease_until > current_timestamp order by state, planned_at, id limit 500 for update skip locked)"
            + " and coalesce(state, '') = 'sending' and " + NodeIdentity.CLAIMED_BY;

    /** By the index that finds due look-ups, among those that are due within the longest lease: one that has begun is due at its end. */
    private static final String END_LOOK_UPS =
            "update dispatch set due_at = current_timestamp, token = null, lease_until = null"
                    + " where id in (select id from dispatch where destination in %s and state = 'unknown'"
                    + " and due_at > current_timestamp and due_at <= " + DatabaseClock.SECONDS_FROM_NOW + " and "
                    + NodeIdentity.CLAIMED_BY + " for update skip locked)"
                    + " and coalesce(state, '') = 'unknown' and " + NodeIdentity.CLAIMED_BY;

    private final JdbcTemplate jdbc;

    NodeClaimStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Has the leases end, at once, of what that node is sending: from then on they have expired. How many there were. */
    int endLeases(String node) {
        return jdbc.update(END_LEASES, node, node);
    }

    /** Makes the look-ups due again that the node has begun. How many there were. */
    int endLookUps(String node, Collection<String> destinations, Duration longestLease) {
        InList list = InList.of(destinations);
        List<Object> parameters = new ArrayList<>(list.values());
        parameters.addAll(List.of(DatabaseClock.seconds(longestLease), node, node));
        return jdbc.update(END_LOOK_UPS.formatted(list.marks()), parameters.toArray());
    }
}
