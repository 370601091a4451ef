package io.patchbay.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries work signals between nodes: LISTEN and NOTIFY on PostgreSQL, on one connection of its own, which
 * has to be a session's (no pooler in transaction mode). What is signalled within a moment goes out together, each work once.
 * Signals may get lost with the connection; then the workers' slow poll finds the work. With H2 there is one node, and nothing
 * to carry.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-notify.html">NOTIFY</a>
 */
@Component
final class PostgresNotifications implements SmartLifecycle {
    private static final String CHANNEL = "patchbay_work";
    private static final int LISTEN_MILLIS = 20;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final int MOST = 100;

    private final WorkSignal workSignal;
    private final JdbcConnectionDetails database;
    private final SessionDataSource sessions;
    private final String node;
    private final Set<String> toTell = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch end;

    PostgresNotifications(WorkSignal workSignal, ObjectProvider<JdbcConnectionDetails> database, Ids ids) {
        this.workSignal = workSignal;
        this.database = database.getIfAvailable();
        this.sessions = new SessionDataSource(database, "patchbay-notifications");
        this.node = ids.next("node");
    }

    @Override
    public void start() {
        if (database == null || !database.getJdbcUrl().startsWith("jdbc:postgresql:")) {
            return;
        }
        CountDownLatch until = new CountDownLatch(1);
        end = until;
        workSignal.forward(this::tell);
        Thread thread = new Thread(() -> carry(until), "work-signals");
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits. Names of work are few; should they not be, the poll has to do. */
    private void tell(String work) {
        if (toTell.size() < MOST) {
            toTell.add(work);
        }
    }

    private void carry(CountDownLatch until) {
        long pause = 0;
        while (!ended(until, pause)) {
            try (Connection connection = connection()) {
                pause = 0;
                workSignal.missedSome();
                carry(connection, until);
            } catch (SQLException e) {
                OutageLog.warn("other nodes are not heard", e);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause + 1_000);
            }
        }
    }

    private void carry(Connection connection, CountDownLatch until) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        long told = System.nanoTime();
        while (!ended(until, 0)) {
            // A word now and then shows whether the connection still leads anywhere.
            if (!toTell.isEmpty() || System.nanoTime() - told > SILENT_NANOS) {
                tell(connection);
                told = System.nanoTime();
            }
            PGNotification[] heard = session.getNotifications(LISTEN_MILLIS);
            for (PGNotification each : heard == null ? new PGNotification[0] : heard) {
                hear(each.getParameter());
            }
        }
    }

    private void tell(Connection connection) throws SQLException {
        List<String> works = List.copyOf(toTell);
        works.forEach(toTell::remove);
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, node + " " + String.join(" ", works));
            notify.execute();
        }
    }

    private void hear(String said) {
        String[] words = said.split(" ");
        for (int i = 1; i < words.length && !words[0].equals(node); i++) {
            workSignal.receive(words[i]);
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = sessions.getConnection();
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + CHANNEL);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    private static boolean ended(CountDownLatch until, long millis) {
        try {
            return until.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void stop() {
        workSignal.forward(work -> {});
        if (end != null) {
            end.countDown();
            end = null;
        }
    }

    @Override
    public boolean isRunning() {
        return end != null;
    }
}
