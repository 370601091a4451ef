package io.patchbay.dispatch;

import io.patchbay.faults.TestPostgres;
import io.patchbay.platform.Ids;
import io.patchbay.platform.NodeIdentity;
import io.patchbay.platform.SqlDialect;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a claim costs in a table of a million dispatches, on a PostgreSQL of its own with fsync on: {@code mvn -q -Pclaims}.
 * Half of the rows that are due are claimed while it is measured, so that the index holds what claims leave behind.
 */
public final class ClaimBench {
    private static final int ROWS = 1_000_000;
    private static final int CLAIMS = 1_000;
    private static final int WARM_UP = 200;
    private static final long LEASE_SECONDS = 60;

    private ClaimBench() {}

    public static void main(String[] arguments) throws IOException {
        try (TestPostgres postgres = TestPostgres.create()) {
            SingleConnectionDataSource database = new SingleConnectionDataSource(postgres.newDatabase(), true);
            Flyway.configure()
                    .dataSource(database)
                    .placeholders(SqlDialect.placeholders("jdbc:postgresql:"))
                    .load()
                    .migrate();
            JdbcTemplate jdbc = new JdbcTemplate(database);
            jdbc.update("insert into dispatch (id, case_ref, destination, operation, sequence, marker, payload, state,"
                    + " due_at, planned_at) select 'dsp_' || n, 'C' || n / 4, case when n % 5 = 0 then 'jira' else"
                    + " 'slack' end, 'op', n, 'pb-' || n, '{}', case when n % 5 = 0 then 'ready' else 'done' end,"
                    + " now() - n * interval '1 second', now() from generate_series(1, " + ROWS + ") n");
            jdbc.execute("analyze dispatch");
            Ids ids = new Ids(Clock.systemUTC());
            NodeIdentity node = NodeIdentity.of(ids.next("node"));
            ClaimStore claims = new ClaimStore(jdbc, new DataSourceTransactionManager(database), node, ids);
            for (int most : new int[] {1, 20, 50}) {
                measure(claims, most);
            }
            database.destroy();
        }
    }

    private static void measure(ClaimStore claims, int most) {
        for (int i = 0; i < WARM_UP; i++) {
            claims.ready("jira", most, LEASE_SECONDS);
        }
        long[] nanos = new long[CLAIMS];
        for (int i = 0; i < CLAIMS; i++) {
            long started = System.nanoTime();
            if (claims.ready("jira", most, LEASE_SECONDS).size() != most) {
                throw new IllegalStateException("nothing was left to claim");
            }
            nanos[i] = System.nanoTime() - started;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "claims of %2d among %,d rows: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                most, ROWS, nanos[CLAIMS / 2] / 1e6, nanos[CLAIMS * 99 / 100] / 1e6, nanos[CLAIMS - 1] / 1e6);
    }
}
