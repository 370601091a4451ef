package io.patchbay.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables of a hub that has had very many calls, made of a few real ones: each of their rows is copied with another
 * reference, another call id and another time, and everything else as the hub wrote it. One case in five is open still; the
 * others have ended. Rows go into the shipped schema; its indexes are built when the rows are there.
 */
final class CaseVolume {
    /** Entries of the timeline for each case. */
    static final int ENTRIES = 10;

    /** So many of the newest cases are of the accounts of the calls that they are made of, in every size alike. */
    private static final int OF_CALLERS = 9_000;
    /** How many cases each of the other accounts has: a larger company has more accounts. */
    private static final int OF_ANOTHER = 60;

    /** Scattered as the references of real cases are, each number once. */
    private static final String REF = "'X' || lpad((g * 7368787 % 100000000)::varchar, 8, '0')";

    private static final String OPEN = "g % 5 = 0";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    CaseVolume(DataSource database) {
        jdbc = new JdbcTemplate(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /** Fills the tables with that many cases in place of the ones that are there, which have all been settled. */
    void fill(int cases) {
        jdbc.execute(
                "create table template_case as select row_number() over (order by c.ref) - 1 as n, c.ref, c.source,"
                        + " c.call_id from support_case c");
        Integer templates = jdbc.queryForObject("select count(*) from template_case", Integer.class);
        for (Map.Entry<String, Copy> table : copies(cases).entrySet()) {
            copy(table.getKey(), table.getValue(), cases, templates == null ? 0 : templates);
        }
        jdbc.execute("alter table timeline_entry alter column seq restart with " + ((long) cases * ENTRIES + 1));
        jdbc.execute("drop table template_case");
        jdbc.execute("vacuum analyze");
        jdbc.execute("checkpoint");
    }

    /** Reads all indexes into the server's memory, as they are where a hub has been at work for a while. */
    void warm() {
        jdbc.execute("create extension if not exists pg_prewarm");
        jdbc.execute("do $$ begin perform pg_prewarm(indexrelid::regclass) from pg_stat_user_indexes; end $$");
    }

    /**
     * How a table's rows come again: the row {@code r} of the template case {@code t} for case number {@code g}.
     *
     * @param from the table and what its rows are joined with {@code t} by
     * @param changed columns that are not as in the template
     */
    private record Copy(String from, Map<String, String> changed) {}

    private static Map<String, Copy> copies(int cases) {
        String at = "current_timestamp - (" + cases + " - g) * interval '30 seconds'";
        String callId = "'volume-' || g";
        String ofCaller = "g > " + (cases - OF_CALLERS);
        Map<String, Copy> copies = new LinkedHashMap<>();
        copies.put(
                "support_case",
                new Copy(
                        "support_case r on r.ref = t.ref",
                        Map.ofEntries(
                                Map.entry("ref", REF),
                                Map.entry("call_id", callId),
                                Map.entry(
                                        "account_id",
                                        "case when " + ofCaller + " then r.account_id else 'volume-' || g / "
                                                + OF_ANOTHER + " end"),
                                Map.entry("matter", "case when " + ofCaller + " then r.matter else 'matter-' || g end"),
                                Map.entry("decision_id", "'dec_' || g"),
                                Map.entry("brief", "replace(r.brief, t.ref, " + REF + ")"),
                                Map.entry("open_matter", "case when " + OPEN + " then 'matter-' || g end"),
                                Map.entry("ended_matter", "case when not " + OPEN + " then 'matter-' || g end"),
                                Map.entry("status", "case when " + OPEN + " then 'open' else 'done' end"),
                                Map.entry("terminal", "not " + OPEN),
                                Map.entry("opened_at", at),
                                Map.entry("checked_at", "current_timestamp"),
                                Map.entry("ended_at", "case when not " + OPEN + " then " + at + " end"),
                                Map.entry("page_id", "case when r.page_id is not null then 'page-' || g end"))));
        copies.put(
                "call_record",
                new Copy(
                        "call_record r on r.source = t.source and r.call_id = t.call_id",
                        Map.of("call_id", callId, "case_ref", REF, "first_seen", at, "event_id", "'evt_' || g")));
        copies.put(
                "event",
                new Copy(
                        "event r on r.case_ref = t.ref",
                        Map.of(
                                "id", "'evt_' || g",
                                "delivery_key", callId,
                                "call_id", callId,
                                "case_ref", REF,
                                "received_at", at,
                                "due_at", at)));
        copies.put(
                "decision",
                new Copy(
                        "decision r on r.case_ref = t.ref",
                        Map.of("id", "'dec_' || g", "case_ref", REF, "call_id", callId, "decided_at", at)));
        copies.put("case_receipt", new Copy("case_receipt r on r.case_ref = t.ref", receipt()));
        copies.put(
                "dispatch",
                new Copy(
                        "dispatch r on r.case_ref = t.ref",
                        Map.of(
                                "id", "r.id || '-' || g",
                                "case_ref", REF,
                                "marker", "r.marker || '-' || g",
                                "planned_at", at,
                                "due_at", at,
                                "settled_at", at)));
        copies.put("failure_case", new Copy("failure_case r on r.case_ref = t.ref", Map.of("case_ref", REF, "at", at)));
        copies.put(
                "timeline_entry",
                new Copy(
                        "lateral (select e.*, i from generate_series(1, " + ENTRIES + ") i cross join lateral"
                                + " (select * from timeline_template m where m.case_ref = t.ref and m.n = i % m.most) e) r on true",
                        Map.of("case_ref", REF, "seq", "(g::bigint - 1) * " + ENTRIES + " + i", "at", at)));
        return copies;
    }

    private static Map<String, String> receipt() {
        return Map.of("case_ref", REF, "provider_id", "r.provider_id || '-' || g", "provider_key", "'VOL-' || g");
    }

    private void copy(String table, Copy copy, int cases, int templates) {
        List<Index> indexes = indexes(table);
        transactions.executeWithoutResult(status -> {
            jdbc.execute("create temporary table old_rows on commit drop as select * from " + table);
            if (table.equals("timeline_entry")) {
                jdbc.execute("create temporary table timeline_template on commit drop as select *,"
                        + " row_number() over (partition by case_ref order by seq) - 1 as n,"
                        + " count(*) over (partition by case_ref) as most from old_rows");
            }
            jdbc.execute("truncate " + table);
            indexes.forEach(index -> jdbc.execute(index.drop()));
            String columns = String.join(", ", columns(table));
            String values = columns(table).stream()
                    .map(column -> copy.changed().getOrDefault(column, "r." + column))
                    .collect(Collectors.joining(", "));
            jdbc.execute("insert into " + table + " (" + columns + ") select " + values
                    + " from generate_series(1::bigint, " + cases + ") g join template_case t on t.n = g % " + templates
                    + " join " + copy.from().replaceFirst("^" + table + " ", "old_rows "));
            indexes.forEach(index -> jdbc.execute(index.create()));
        });
    }

    /** Building an index when the rows are there is many times faster than keeping it while they come in no order. */
    private record Index(String drop, String create) {}

    private List<Index> indexes(String table) {
        List<Index> indexes = new ArrayList<>(jdbc.query(
                "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = cast(? as regclass)"
                        + " and contype in ('p', 'u') order by contype",
                (row, n) -> new Index(
                        "alter table " + table + " drop constraint " + row.getString(1),
                        "alter table " + table + " add constraint " + row.getString(1) + " " + row.getString(2)),
                table));
        indexes.addAll(jdbc.query(
                "select indexname, indexdef from pg_indexes where tablename = ? and indexname not in"
                        + " (select conname from pg_constraint)",
                (row, n) -> new Index("drop index " + row.getString(1), row.getString(2)),
                table));
        return indexes;
    }

    private List<String> columns(String table) {
        return jdbc.queryForList(
                "select column_name::varchar from information_schema.columns where table_schema = 'public'"
                        + " and table_name = ? order by ordinal_position",
                String.class,
                table);
    }
}
