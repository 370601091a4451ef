package io.patchbay.platform;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which of the two databases the statements run on, and the few things that each of them does in its own best way. A
 * repository that has one statement for both does not ask.
 */
public final class SqlDialect {
    private final JdbcTemplate jdbc;
    private volatile Boolean postgres;

    public SqlDialect(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The placeholders of the migrations: what follows {@code partial} in a line is for PostgreSQL alone.
     *
     * @param jdbcUrl of the database to migrate
     */
    public static Map<String, String> placeholders(String jdbcUrl) {
        return Map.of("partial", jdbcUrl.startsWith("jdbc:postgresql:") ? "" : "--");
    }

    /** Whether the database is PostgreSQL; else it is H2. Asked once, at the first use. */
    public boolean isPostgres() {
        if (postgres == null) {
            postgres = jdbc.execute((ConnectionCallback<Boolean>) connection ->
                    connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"));
        }
        return postgres;
    }

    /**
     * Inserts those of the rows whose key is not taken. On PostgreSQL also one that another transaction is about to commit
     * is passed over; on H2 that fails with a duplicate key.
     *
     * @param columns the columns of a row, those of the key first
     * @param keys how many columns make the key, which has a unique constraint
     */
    public void insertMissing(String table, List<String> columns, int keys, Collection<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String names = String.join(", ", columns);
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        List<String> key = columns.subList(0, keys);
        if (isPostgres()) {
            jdbc.batchUpdate(
                    "insert into " + table + " (" + names + ") values (" + marks + ") on conflict ("
                            + String.join(", ", key) + ") do nothing",
                    List.copyOf(rows));
            return;
        }
        String taken = key.stream().map(column -> column + " = ?").collect(Collectors.joining(" and "));
        jdbc.batchUpdate(
                "insert into " + table + " (" + names + ") select " + marks + " where not exists (select 1 from "
                        + table + " where " + taken + ")",
                rows.stream().map(row -> withKey(row, keys)).toList());
    }

    private static Object[] withKey(Object[] row, int keys) {
        Object[] values = Arrays.copyOf(row, row.length + keys);
        System.arraycopy(row, 0, values, row.length, keys);
        return values;
    }
}
