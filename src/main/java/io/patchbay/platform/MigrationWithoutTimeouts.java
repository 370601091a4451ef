package io.patchbay.platform;

import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** A migration may take longer than a call: on PostgreSQL it has a connection of its own, without {@link DatabaseTimeouts}. */
@Component
final class MigrationWithoutTimeouts implements FlywayConfigurationCustomizer {
    private final ObjectProvider<JdbcConnectionDetails> database;

    MigrationWithoutTimeouts(ObjectProvider<JdbcConnectionDetails> database) {
        this.database = database;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.placeholders(SqlDialect.placeholders(""));
        database.ifAvailable(each -> {
            configuration.placeholders(SqlDialect.placeholders(each.getJdbcUrl()));
            if (each.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                configuration.dataSource(each.getJdbcUrl(), each.getUsername(), each.getPassword());
            }
        });
    }
}
