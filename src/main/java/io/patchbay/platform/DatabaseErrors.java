package io.patchbay.platform;

import java.sql.SQLException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.stereotype.Component;

/**
 * Names what PostgreSQL says of waits that were cut off, which Spring leaves unnamed: a lock not had in time, and a
 * transaction that is over already. Both pass by themselves, and must not count against the event that met them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
@Component
final class DatabaseErrors extends SQLExceptionSubclassTranslator {
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String INVALID_TRANSACTION_STATE = "25";

    @Override
    protected DataAccessException doTranslate(String task, String sql, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new CannotAcquireLockException(buildMessage(task, sql, failure), failure);
        }
        if (state.startsWith(INVALID_TRANSACTION_STATE)) {
            return new TransientDataAccessResourceException(buildMessage(task, sql, failure), failure);
        }
        return super.doTranslate(task, sql, failure);
    }
}
