package io.patchbay.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.faults.TestPostgres;
import io.patchbay.platform.SqlDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The two databases every storage test runs on, by {@code @ParameterizedTest @EnumSource}. Each is migrated once for
 * the JVM; {@link #empty()} clears it for a test.
 */
public enum Database {
    H2 {
        @Override
        String url() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL {
        @Override
        String url() {
            return postgres().url("postgres");
        }
    };

    private static TestPostgres postgres;
    private HikariDataSource dataSource;

    abstract String url();

    /** The server, started at the first use and stopped with the JVM. */
    private static synchronized TestPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = TestPostgres.createFast();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    /** The URL of a new, empty PostgreSQL database, for a test that starts a hub of its own on it. */
    public static String newPostgresUrl() {
        return postgres().newDatabase();
    }

    public synchronized HikariDataSource dataSource() {
        if (dataSource == null) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url());
            config.setMaximumPoolSize(20);
            dataSource = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(dataSource)
                    .placeholders(SqlDialect.placeholders(dataSource.getJdbcUrl()))
                    .load()
                    .migrate();
        }
        return dataSource;
    }

    public JdbcClient client() {
        return JdbcClient.create(dataSource());
    }

    public JdbcTemplate template() {
        return new JdbcTemplate(dataSource());
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource()));
    }

    /** Empties every table. */
    public Database empty() {
        for (String table : template()
                .queryForList(
                        "select table_name from information_schema.tables where lower(table_schema) = 'public'"
                                + " and lower(table_name) <> 'flyway_schema_history'",
                        String.class)) {
            template().execute("delete from " + table);
        }
        return this;
    }
}
