package io.patchbay.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections to PostgreSQL beside the pool, for what belongs to a session: LISTEN and advisory locks. A pooler in
 * transaction mode between hub and server takes that away. A server that does not answer within five seconds has ended
 * the session for us. No bean, lest it be taken for the hub's data source.
 */
final class SessionDataSource extends AbstractDataSource {
    private final ObjectProvider<JdbcConnectionDetails> database;
    private final String application;

    /** @param application what {@code pg_stat_activity} shows, unless the JDBC URL says otherwise */
    SessionDataSource(ObjectProvider<JdbcConnectionDetails> database, String application) {
        this.database = database;
        this.application = application;
    }

    @Override
    public Connection getConnection() throws SQLException {
        JdbcConnectionDetails hub = database.getObject();
        return getConnection(hub.getUsername(), hub.getPassword());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", application);
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(database.getObject().getJdbcUrl(), properties);
    }
}
