package io.patchbay.platform;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * The registry on PostgreSQL. A node is alive as long as its session holds the advisory lock that its row names: the server
 * frees it when the session ends, however that comes about. Locks are seen in {@code pg_locks} and never tried, so that a
 * look takes none from anybody.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">Advisory locks</a>
 */
@Component
final class PostgresNodeStore implements NodeRegistry {
    /** The view shows a lock's key as two halves, and {@code objsubid} 1 for a key that was given as one number. */
    private static final String NODES =
            "select id, lock_key in (select classid::bigint << 32 | objid::bigint from pg_locks"
                    + " where locktype = 'advisory' and objsubid = 1 and granted"
                    + " and database = (select oid from pg_database where datname = current_database())) from node";

    private final DataSource sessions;
    private final RandomGenerator random;
    private SingleConnectionDataSource session;
    private String self;

    @Autowired
    PostgresNodeStore(ObjectProvider<JdbcConnectionDetails> database, Ids ids) {
        this(new SessionDataSource(database, "patchbay-liveness"), ids.random());
    }

    /** @param sessions opens connections that are sessions of their own */
    PostgresNodeStore(DataSource sessions, RandomGenerator random) {
        this.sessions = sessions;
        this.random = random;
    }

    @Override
    public void join(String node) {
        leave();
        long key = random.nextLong(Long.MAX_VALUE);
        session = open();
        self = node;
        // The lock comes first: a row without one is that of a dead node.
        if (!Boolean.TRUE.equals(jdbc().queryForObject("select pg_try_advisory_lock(?)", Boolean.class, key))) {
            throw new CannotAcquireLockException("another session holds the advisory lock " + key);
        }
        jdbc().update("insert into node (id, lock_key) values (?, ?)", node, key);
    }

    private SingleConnectionDataSource open() {
        try {
            return new SingleConnectionDataSource(sessions.getConnection(), true);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no session on the database", e);
        }
    }

    /** A template of its own for each session: one that has seen a session end may know too much. */
    private JdbcTemplate jdbc() {
        return new JdbcTemplate(session);
    }

    @Override
    public Set<String> silent() {
        Set<String> silent = new HashSet<>();
        Set<String> alive = new HashSet<>();
        jdbc().query(NODES, row -> {
            (row.getBoolean(2) ? alive : silent).add(row.getString(1));
        });
        if (!alive.contains(self)) {
            throw new TransientDataAccessResourceException("the database does not hold this node for alive any more");
        }
        return silent;
    }

    @Override
    public void remove(String node) {
        jdbc().update("delete from node where id = ?", node);
    }

    @Override
    public void leave() {
        if (session != null) {
            session.destroy();
            session = null;
        }
    }
}
