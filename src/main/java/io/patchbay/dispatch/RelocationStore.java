package io.patchbay.dispatch;

import static io.patchbay.dispatch.OutcomeStore.clipped;

import io.patchbay.platform.InList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** Where dispatches went, and which of them belong to tickets and messages that stand no more. */
@Component
class RelocationStore {
    private static final String LOCK =
            "select id from dispatch where case_ref = ? and destination = ? order by id for update";
    private static final String SUPERSEDE = "update dispatch set superseded = ? where case_ref = ? and destination = ?"
            + " and placement <= ? and (superseded is null or superseded = ? or superseded = ? or superseded = ?)"
            + " and operation not in"
            + " ('withdraw_issue', 'withdraw_comment', 'withdraw_message', 'withdraw_reply')";
    private static final String SUPERSEDE_ONE = "update dispatch set superseded = ? where id = ?"
            + " and (superseded is null or superseded in ('moved', 'left_restricted'))";
    private static final String CANCEL = "update dispatch set state = 'cancelled', token = null, lease_until = null,"
            + " reason = ?, settled_at = current_timestamp where id in %s and coalesce(state, '') in ('waiting', 'ready')";
    private static final String UNSENT_PLACE =
            "update dispatch set place = null where id = ? and coalesce(state, '') in ('waiting', 'ready')";
    private static final String WORDS =
            "select id, operation, state, superseded, payload from dispatch where case_ref = ?"
                    + " and operation in ('add_comment', 'post_reply', 'link')"
                    + " and (superseded is null or superseded in ('moved', 'left_restricted')) order by planned_at, id";
    private static final String BEGIN =
            "update dispatch set place = ? where id = ? and token = ? and superseded is null";
    private static final String STANDING = "select id, token from dispatch where superseded is null and id in ";
    private static final String SUPERSEDED = "select id from dispatch where superseded is not null and id in ";
    private static final String TARGETS = "select d.id, d.state, d.place, d.provider_id, d.provider_key,"
            + " d.provider_channel, d.superseded, root.provider_key as root_key, root.provider_id as root_id"
            + " from dispatch d left join dispatch root on root.case_ref = d.case_ref"
            + " and root.destination = d.destination and root.placement = d.placement and root.state = 'done'"
            + " and root.operation in ('create_issue', 'post_message') and root.id <> d.id where d.id in ";

    private final JdbcTemplate jdbc;

    RelocationStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A comment, a reply or a link, with what it says. */
    record Words(String id, String operation, State state, WithdrawalReason superseded, Map<String, String> payload) {
        boolean stands() {
            return superseded == null;
        }

        /** Whether it is said once: links to the case's own message and page are planned with each new ticket. */
        boolean saidOnce() {
            return !operation.equals(Operation.LINK)
                    || payload.getOrDefault("target", "").equals("case");
        }

        boolean notBegun() {
            return state == State.WAITING || state == State.READY;
        }
    }

    /** Locks the case's dispatches to the destination until the commit, in the order in which claims take them. */
    void lock(String caseRef, String destination) {
        jdbc.queryForList(LOCK, String.class, caseRef, destination);
    }

    /**
     * Marks everything about the tickets or messages up to that placement. What was left where the case moved on is
     * concealed with the rest: when the case becomes restricted, what stands in the open; when it was another account's, all,
     * and none of it points to where the case is now.
     */
    void supersede(String caseRef, String destination, int placement, WithdrawalReason reason) {
        String moved = reason.conceals() ? WithdrawalReason.MOVED.text() : "";
        boolean tenant = reason == WithdrawalReason.TENANT;
        String left = tenant ? WithdrawalReason.LEFT_RESTRICTED.text() : "";
        String restricted = tenant ? WithdrawalReason.RESTRICTED.text() : "";
        jdbc.update(SUPERSEDE, reason.text(), caseRef, destination, placement, moved, left, restricted);
    }

    void supersede(Collection<String> ids, WithdrawalReason reason) {
        List<Object[]> rows = new TreeSet<>(ids)
                .stream().map(id -> new Object[] {reason.text(), id}).toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(SUPERSEDE_ONE, rows);
        }
    }

    /** Cancels those that wait to be sent. The caller holds their rows. */
    void cancel(Collection<String> ids, String reason) {
        if (!ids.isEmpty()) {
            InList list = InList.of(new TreeSet<>(ids));
            List<Object> values = new ArrayList<>();
            values.add(clipped(reason, 1_000));
            values.addAll(list.values());
            jdbc.update(CANCEL.formatted(list.marks()), values.toArray());
        }
    }

    /** What waits to be sent goes where the case is now, also when an earlier attempt, which did not happen, went elsewhere. */
    boolean resetPlace(String id) {
        return jdbc.update(UNSENT_PLACE, id) == 1;
    }

    /** The comments, replies and links of the case that can still be read somewhere. */
    List<Words> words(String caseRef) {
        return jdbc.query(
                WORDS,
                (row, i) -> new Words(
                        row.getString("id"),
                        row.getString("operation"),
                        State.of(row.getString("state")),
                        PlanStore.reason(row.getString("superseded")),
                        ClaimStore.payload(row.getString("payload"))),
                caseRef);
    }

    /** What a dispatch says beyond the case. */
    Map<String, String> payload(String id) {
        return ClaimStore.payload(jdbc.queryForObject("select payload from dispatch where id = ?", String.class, id));
    }

    /**
     * One that is about to be sent, and where.
     *
     * @param known whether that was noted before
     */
    record Beginning(String id, String token, String place, boolean known) {}

    /**
     * Notes where each goes, unless that was noted before, and says which may be sent: not those whose ticket or message
     * was superseded since they were claimed, nor those whose claim is lost.
     */
    Set<String> begin(List<Beginning> rows) {
        Set<String> begun = new HashSet<>();
        List<Beginning> fresh = rows.stream().filter(row -> !row.known()).toList();
        if (!fresh.isEmpty()) {
            int[][] counts = jdbc.batchUpdate(BEGIN, fresh, fresh.size(), (statement, row) -> {
                statement.setString(1, clipped(row.place(), 255));
                statement.setString(2, row.id());
                statement.setString(3, row.token());
            });
            for (int i = 0; i < fresh.size(); i++) {
                if (counts[0][i] == 1) {
                    begun.add(fresh.get(i).id());
                }
            }
        }
        List<Beginning> known = rows.stream().filter(Beginning::known).toList();
        if (!known.isEmpty()) {
            InList ids = InList.of(known.stream().map(Beginning::id).toList());
            Set<String> tokens = known.stream().map(Beginning::token).collect(Collectors.toSet());
            jdbc.query(
                    STANDING + ids.marks(),
                    (RowCallbackHandler) row -> {
                        if (tokens.contains(row.getString(2))) {
                            begun.add(row.getString(1));
                        }
                    },
                    ids.parameters());
        }
        return begun;
    }

    /** Those of the dispatches whose ticket or message stands no more. */
    Set<String> superseded(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        InList list = InList.of(ids);
        return new HashSet<>(jdbc.queryForList(SUPERSEDED + list.marks(), String.class, list.parameters()));
    }

    /** What the dispatches made, by id. */
    Map<String, Target> targets(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        InList list = InList.of(ids);
        Map<String, Target> targets = new HashMap<>();
        jdbc.query(
                TARGETS + list.marks(),
                row -> {
                    String rootKey = row.getString("root_key");
                    targets.put(
                            row.getString("id"),
                            new Target(
                                    row.getString("id"),
                                    State.of(row.getString("state")) == State.DONE,
                                    text(row.getString("place")),
                                    text(row.getString("provider_id")),
                                    text(row.getString("provider_key")),
                                    text(row.getString("provider_channel")),
                                    PlanStore.reason(row.getString("superseded")),
                                    text(rootKey == null ? row.getString("root_id") : rootKey)));
                },
                list.parameters());
        return targets;
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
