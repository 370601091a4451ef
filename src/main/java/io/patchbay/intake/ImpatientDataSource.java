package io.patchbay.intake;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of the hub's pool on which the database has to answer within a second, so that a sender hears 503 before it
 * gives up on a hub whose database hangs. The pool gives the connection its usual patience back.
 */
final class ImpatientDataSource extends DelegatingDataSource {
    private static final int MOST_MILLIS = 900;

    ImpatientDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, MOST_MILLIS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
