package io.patchbay.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Bounds how long a hanging PostgreSQL can hold a call: five seconds for an answer, three for a lock. What the JDBC URL says
 * wins. H2 waits for locks only, two seconds by default, and runs in this process.
 */
@Component
final class DatabaseTimeouts implements BeanPostProcessor {
    private static final Map<String, String> POSTGRES = Map.of(
            "connectTimeout", "2",
            "loginTimeout", "2",
            "socketTimeout", "5",
            "cancelSignalTimeout", "1",
            "tcpKeepAlive", "true",
            "options", "-c statement_timeout=4500 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=15000");

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
            POSTGRES.forEach((property, value) -> pool.getDataSourceProperties().putIfAbsent(property, value));
        }
        return bean;
    }
}
