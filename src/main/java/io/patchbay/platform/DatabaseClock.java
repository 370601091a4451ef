package io.patchbay.platform;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The clock that all nodes share: the database's. */
public final class DatabaseClock {
    /** In a statement: the moment so many seconds ago. Its parameter is made by {@link #seconds}. */
    public static final String SECONDS_AGO = "current_timestamp - cast(? as integer) * interval '1' second";

    /** In a statement: the moment so many seconds from now. Its parameter is made by {@link #seconds}. */
    public static final String SECONDS_FROM_NOW = "current_timestamp + cast(? as integer) * interval '1' second";

    private final JdbcTemplate jdbc;

    public DatabaseClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The database's time now; inside a transaction the time of its first question, asked once, for {@code
     * current_timestamp} stands still there on H2 and PostgreSQL alike.
     */
    public OffsetDateTime now() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return ask();
        }
        OffsetDateTime known = (OffsetDateTime) TransactionSynchronizationManager.getResource(DatabaseClock.class);
        return known == null ? askOnce() : known;
    }

    private OffsetDateTime askOnce() {
        OffsetDateTime now = ask();
        TransactionSynchronizationManager.bindResource(DatabaseClock.class, now);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(DatabaseClock.class);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(DatabaseClock.class);
            }
        });
        return now;
    }

    /** A time as statements take it: whole seconds, and the longest there can be, 68 years, for every longer one. */
    public static int seconds(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toSeconds());
    }

    private OffsetDateTime ask() {
        return jdbc.queryForObject("select current_timestamp", OffsetDateTime.class);
    }
}
