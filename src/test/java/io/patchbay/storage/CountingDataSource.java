package io.patchbay.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what a thread sends to the database: executions of statements; a JDBC batch is one, as it is one round trip. */
public final class CountingDataSource extends DelegatingDataSource {
    private final ThreadLocal<AtomicInteger> executed = ThreadLocal.withInitial(AtomicInteger::new);

    public CountingDataSource(DataSource target) {
        super(target);
    }

    /** How many statements the work makes its thread execute. */
    public int during(Runnable work) {
        int before = executed.get().get();
        work.run();
        return executed.get().get() - before;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, connection);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        executed.get().incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof PreparedStatement statement
                                ? proxy(PreparedStatement.class, statement)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
