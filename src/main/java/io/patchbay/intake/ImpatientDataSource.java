package io.patchbay.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of the hub's pool on which the database has to answer soon, so that a sender hears 503 within a second from a
 * hub whose database hangs: what the pool took to hand out the connection is taken off. The pool gives the connection its
 * usual patience back.
 */
final class ImpatientDataSource extends DelegatingDataSource {
    private static final long MOST_MILLIS = 900;
    private static final long LEAST_MILLIS = 100;

    ImpatientDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        long asked = System.nanoTime();
        Connection connection = super.getConnection();
        long left = MOST_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(Math.max(LEAST_MILLIS, left)));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
