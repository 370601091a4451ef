package io.patchbay.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * What connections to PostgreSQL are opened with: rows inserted together travel as one statement; and how long a hanging
 * server can hold a call, five seconds for an answer and three for a lock; and how long a hanging node can hold rows,
 * fifteen seconds, or thirty when it stopped halfway through a batch. What the JDBC URL and the pool's configuration say
 * wins. H2 waits for locks only, two seconds by default, and runs in this process.
 *
 * <p>Every statement of the hub has its index, so PostgreSQL is told to take it: as long as a table has no statistics, which is
 * for the first minute of a new one, it takes a table of any size for small and reads it from end to end. None is worth compiling.
 */
@Component
final class PostgresConnections implements BeanPostProcessor {
    private static final Map<String, String> PROPERTIES = Map.of(
            "reWriteBatchedInserts", "true",
            "connectTimeout", "2",
            "loginTimeout", "2",
            "socketTimeout", "5",
            "cancelSignalTimeout", "1",
            "tcpKeepAlive", "true",
            "options",
                    "-c statement_timeout=4500 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000"
                            + " -c enable_seqscan=off -c jit=off");

    /**
     * To PostgreSQL a session of which half a batch has come is at work: neither statement_timeout nor
     * idle_in_transaction_session_timeout ends it, and it holds its rows as long as the node stands still. Before PostgreSQL 17
     * nothing does.
     *
     * @see <a href="https://www.postgresql.org/docs/17/runtime-config-client.html#GUC-TRANSACTION-TIMEOUT">transaction_timeout</a>
     */
    private static final String WHOLE_TRANSACTION =
            "select set_config(name, '30000', false) from pg_settings where name = 'transaction_timeout' and setting = '0'";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
            PROPERTIES.forEach(
                    (property, value) -> pool.getDataSourceProperties().putIfAbsent(property, value));
            if (pool.getConnectionInitSql() == null) {
                pool.setConnectionInitSql(WHOLE_TRANSACTION);
            }
        }
        return bean;
    }
}
