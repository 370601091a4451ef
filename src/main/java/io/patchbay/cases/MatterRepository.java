package io.patchbay.cases;

import static io.patchbay.platform.DatabaseClock.SECONDS_AGO;
import static io.patchbay.platform.DatabaseClock.seconds;

import io.patchbay.event.History;
import io.patchbay.platform.InList;
import io.patchbay.platform.SqlDialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of accounts' matters: their open cases, and how often they came up. */
@Repository
class MatterRepository {
    private static final int FAR_ENOUGH = 25;

    private static final String OPEN_CASES =
            "(select count(*) from (select 1 from support_case c where c.account_id = %s"
                    + " and c.status = 'open' order by c.opened_at desc limit " + FAR_ENOUGH + ") newest)";
    private static final String RECENT_CALLS =
            "(select coalesce(sum(calls), 0) from (select c.calls from support_case c"
                    + " where c.matter = %s and c.opened_at >= %s order by c.opened_at desc limit " + FAR_ENOUGH
                    + ") recent)";
    private static final String OPEN_BROAD = " where matter = ? and queue = ? and account_id = ?"
            + " and terminal = false order by opened_at, ref limit 1";
    private static final String OPEN_BROAD_OF_KEY = " where c.matter = k.matter and c.queue = k.queue"
            + " and c.account_id = k.account_id and c.terminal = false order by c.opened_at, c.ref limit 1";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final SqlDialect dialect;

    MatterRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.dialect = new SqlDialect(template);
    }

    /** The account's matter that a call is about. */
    record AccountMatter(Matter matter, String accountId) {}

    /**
     * The open case of each of the matters that has one: of the exact one, or, when the call names no error, the oldest of
     * the broad one.
     */
    Map<AccountMatter, String> openCases(Collection<AccountMatter> matters) {
        Map<AccountMatter, String> open = new HashMap<>();
        Map<String, AccountMatter> exact = new HashMap<>();
        List<AccountMatter> broad = new ArrayList<>();
        for (AccountMatter each : new HashSet<>(matters)) {
            if (!each.matter().alone() && each.matter().exact().isEmpty()) {
                broad.add(each);
            } else if (!each.matter().alone()) {
                exact.put(each.matter().exact(), each);
            }
        }
        if (!exact.isEmpty()) {
            InList list = InList.of(exact.keySet());
            template.query(
                    "select open_matter, account_id, ref from support_case where open_matter in " + list.marks(),
                    (RowCallbackHandler) row -> {
                        AccountMatter found = exact.get(row.getString(1));
                        if (found.accountId().equals(row.getString(2))) {
                            open.put(found, row.getString(3));
                        }
                    },
                    list.parameters());
        }
        open.putAll(openBroad(broad));
        return open;
    }

    private Map<AccountMatter, String> openBroad(List<AccountMatter> broad) {
        Map<AccountMatter, String> open = new HashMap<>();
        if (broad.isEmpty()) {
            return open;
        }
        if (!dialect.isPostgres()) {
            broad.forEach(each -> jdbc.sql("select ref from support_case" + OPEN_BROAD)
                    .params(each.matter().broad(), each.matter().queue(), each.accountId())
                    .query(String.class)
                    .optional()
                    .ifPresent(ref -> open.put(each, ref)));
            return open;
        }
        template.query(
                "select k.n, c.ref from unnest(?::integer[], ?::varchar[], ?::varchar[], ?::varchar[])"
                        + " as k(n, matter, queue, account_id) cross join lateral (select ref from support_case c"
                        + OPEN_BROAD_OF_KEY + ") c",
                (RowCallbackHandler) row -> open.put(broad.get(row.getInt(1)), row.getString(2)),
                IntStream.range(0, broad.size()).boxed().toArray(Integer[]::new),
                broad.stream().map(each -> each.matter().broad()).toArray(String[]::new),
                broad.stream().map(each -> each.matter().queue()).toArray(String[]::new),
                broad.stream().map(AccountMatter::accountId).toArray(String[]::new));
        return open;
    }

    /** Whose history is asked for: an account, and the broad matter of its call, or the empty string. */
    record HistoryKey(String accountId, String broadMatter) {}

    /**
     * Open cases of the accounts, and the calls about their matters within that time. Both count no further than
     * {@value #FAR_ENOUGH} cases, so that a busy account does not make its own calls slow.
     */
    Map<HistoryKey, History> histories(Collection<HistoryKey> wanted, Duration within) {
        List<HistoryKey> keys = List.copyOf(new HashSet<>(wanted));
        Map<HistoryKey, History> histories = new HashMap<>();
        if (keys.isEmpty()) {
            return histories;
        }
        if (!dialect.isPostgres()) {
            keys.forEach(key -> histories.put(
                    key,
                    jdbc.sql("select " + OPEN_CASES.formatted("?") + ", " + RECENT_CALLS.formatted("?", SECONDS_AGO))
                            .params(key.accountId(), key.broadMatter(), seconds(within))
                            .query((row, number) -> new History(row.getLong(1), row.getLong(2)))
                            .single()));
            return histories;
        }
        template.query(
                "select k.n, " + OPEN_CASES.formatted("k.account_id") + ", "
                        + RECENT_CALLS.formatted("k.matter", SECONDS_AGO)
                        + " from unnest(?::integer[], ?::varchar[], ?::varchar[]) as k(n, account_id, matter)",
                (RowCallbackHandler)
                        row -> histories.put(keys.get(row.getInt(1)), new History(row.getLong(2), row.getLong(3))),
                seconds(within),
                IntStream.range(0, keys.size()).boxed().toArray(Integer[]::new),
                keys.stream().map(HistoryKey::accountId).toArray(String[]::new),
                keys.stream().map(HistoryKey::broadMatter).toArray(String[]::new));
        return histories;
    }
}
