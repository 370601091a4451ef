package io.patchbay.command;

import io.patchbay.platform.EmbeddedDatabase;
import io.patchbay.platform.Ids;
import io.patchbay.rules.DecisionStore;
import io.patchbay.rules.Drift;
import io.patchbay.rules.RuleSet;
import io.patchbay.rules.RuleSetLoader;
import io.patchbay.rules.RuleSetRepository;
import io.patchbay.rules.RuleSets;
import io.patchbay.rules.Rules;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database of a hub, opened for reading by a command that runs beside it. */
final class ReplayStore implements AutoCloseable {
    private static final String CONNECT_SECONDS = "10";

    private final SingleConnectionDataSource database;
    private final DecisionStore decisions;

    private ReplayStore(Connection connection) {
        database = new SingleConnectionDataSource(connection, true);
        decisions = new DecisionStore(JdbcClient.create(database));
    }

    /**
     * Opens the database that the environment names, as the hub does; empty when it cannot be opened. What the driver
     * says of it is not told: it may name a user.
     */
    static Optional<ReplayStore> open(UnaryOperator<String> variables) {
        try {
            Connection connection =
                    DriverManager.getConnection(EmbeddedDatabase.privateUrl(url(variables)), credentials(variables));
            connection.setReadOnly(true);
            return Optional.of(new ReplayStore(connection));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static String url(UnaryOperator<String> variables) {
        String url = variables.apply("SPRING_DATASOURCE_URL");
        if (url != null && !url.isBlank()) {
            return url;
        }
        String folder = variables.apply("PATCHBAY_DATA_DIR");
        return "jdbc:h2:file:" + (folder == null || folder.isBlank() ? "./data" : folder)
                + "/patchbay;IFEXISTS=TRUE;ACCESS_MODE_DATA=r";
    }

    /** Where no user is named, Spring takes {@code sa} for a database in memory and nobody for any other. */
    private static Properties credentials(UnaryOperator<String> variables) {
        Properties credentials = new Properties();
        String url = url(variables);
        put(
                credentials,
                "user",
                variables.apply("SPRING_DATASOURCE_USERNAME"),
                url.startsWith("jdbc:h2:mem:") ? "sa" : "");
        put(credentials, "password", variables.apply("SPRING_DATASOURCE_PASSWORD"), "");
        if (url.startsWith("jdbc:postgresql:")) {
            credentials.setProperty("loginTimeout", CONNECT_SECONDS);
        }
        return credentials;
    }

    private static void put(Properties credentials, String name, String value, String usual) {
        String chosen = value == null ? usual : value;
        if (!chosen.isEmpty() || name.equals("password")) {
            credentials.setProperty(name, chosen);
        }
    }

    DecisionStore decisions() {
        return decisions;
    }

    /** Decisions made again under the rule sets that are kept in this database. */
    Drift drift() {
        RuleSets kept = new RuleSets(
                new RuleSetRepository(JdbcClient.create(database)),
                new RuleSetLoader(Set.of(), Set.of()),
                new Rules(RuleSet.NONE),
                new Ids(Clock.systemUTC()));
        return new Drift(decisions, kept);
    }

    @Override
    public void close() {
        database.destroy();
    }
}
