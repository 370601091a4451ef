package io.patchbay.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of the hub's pool on which the database has to answer soon, so that a sender hears 503 within a second from a
 * hub whose database hangs: what the pool took to hand out the connection is taken off. The pool gives the connection its
 * usual patience back.
 *
 * <p>Where the database is embedded, none is handed out while its disk is nearly full: H2 may forget commits that it
 * acknowledged when it finds no space for a later one.
 */
final class ImpatientDataSource extends DelegatingDataSource {
    private static final long MOST_MILLIS = 850;
    private static final long LEAST_MILLIS = 100;

    private final Path folder;
    private final long leastFree;

    /**
     * @param folder of the embedded database, or null where the database is a server
     * @param leastFree bytes
     */
    ImpatientDataSource(DataSource pool, Path folder, long leastFree) {
        super(pool);
        this.folder = folder;
        this.leastFree = leastFree;
    }

    private void mustHaveSpace() throws SQLException {
        try {
            if (folder != null && Files.getFileStore(folder).getUsableSpace() < leastFree) {
                throw new SQLTransientConnectionException("the disk of the embedded database is nearly full");
            }
        } catch (IOException e) {
            throw new SQLTransientConnectionException("the disk of the embedded database cannot be looked at", e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        mustHaveSpace();
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
