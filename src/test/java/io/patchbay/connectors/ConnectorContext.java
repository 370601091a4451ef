package io.patchbay.connectors;

import io.patchbay.connectors.http.ProviderCalls;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.platform.WriteBackTargets;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.Provider;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The connectors with the real guarded HTTP client against the simulated providers, one context for all tests of a JVM. */
@SpringBootTest(classes = ConnectorContext.Connectors.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class ConnectorContext {
    private static final String TOKEN = "canary-jira-token";
    static final ProviderSimulator PROVIDERS = ProviderSimulator.start();

    // What needs the dispatches or a database is left out.
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan(
            basePackages = {"io.patchbay.connectors", "io.patchbay.platform"},
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = ".*\\.(ToolStates|TransactionConfiguration)"))
    static class Connectors {
        @Bean
        WriteBackTargets targets() {
            byte[] secret = Base64.getDecoder().decode(ProviderSimulator.SECRET.substring("whsec_".length()));
            SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA256");
            return () -> Map.of(
                    "generic",
                    new WriteBackTargets.Target(
                            URI.create(PROVIDERS.url(Provider.WRITE_BACK) + "/sink/generic"), false, key));
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        String configuration = impatientConfiguration();
        registry.add("patchbay.config-dir", () -> configuration);
        registry.add("JIRA_BASE_URL", () -> PROVIDERS.url(Provider.JIRA));
        registry.add("JIRA_EMAIL", () -> "hub@example.com");
        registry.add("JIRA_API_TOKEN", () -> TOKEN);
        registry.add("SLACK_BASE_URL", () -> PROVIDERS.url(Provider.SLACK) + "/api");
        registry.add("SLACK_BOT_TOKEN", () -> "canary-slack-token");
        registry.add("PAGERDUTY_EVENTS_URL", () -> PROVIDERS.url(Provider.PAGERDUTY));
        registry.add("PAGERDUTY_API_URL", () -> PROVIDERS.url(Provider.PAGERDUTY));
        registry.add("PAGERDUTY_API_TOKEN", () -> "canary-pagerduty-token");
        registry.add("PAGERDUTY_ROUTING_KEY", () -> "canary-routing-key");
        registry.add("camel.main.routes-include-pattern", () -> "classpath:no-routes/*.yaml");
        registry.add("logging.level.root", () -> "INFO");
    }

    /** The shipped files, with less patience than a test has. */
    private static String impatientConfiguration() throws IOException {
        Path folder =
                Path.of("target", "connectors-config-" + ProcessHandle.current().pid());
        Files.createDirectories(folder.resolve("destinations"));
        for (String name : List.of("jira", "slack", "pagerduty", "writeback")) {
            String file = "destinations/" + name + ".yaml";
            String text = Files.readString(Path.of("connectors-config").resolve(file));
            Files.writeString(folder.resolve(file), text.replace("15s", "4s").replace("20s", "6s"));
        }
        return folder.toAbsolutePath().toString();
    }

    @Autowired
    ProviderCalls calls;

    @BeforeEach
    void reset() {
        PROVIDERS.reset();
        PROVIDERS.jira().has(Long.parseLong(Deliveries.TICKET.id()), Deliveries.TICKET.key());
        PROVIDERS.slack().has(Deliveries.MESSAGE.channel(), Deliveries.MESSAGE.id());
    }

    Outcome send(Delivery delivery) {
        Attempt attempt = new Attempt(delivery, false);
        calls.send(attempt);
        return attempt.outcome();
    }

    Outcome lookUp(Delivery delivery) {
        Attempt attempt = new Attempt(delivery, true);
        calls.lookUp(attempt);
        return attempt.outcome();
    }

    /** From now on every request meets that fault and no other. */
    void everythingMeets(Fault fault) {
        PROVIDERS.faults().clear();
        PROVIDERS.faults().everywhere(fault);
    }

    List<Request> requests() {
        return PROVIDERS.journal().requests();
    }

    /** The operations, each with the outcome it comes to when its fate is not known. */
    enum Call {
        CREATE_ISSUE(Deliveries.of("jira", "create_issue"), Kind.UNKNOWN),
        ADD_COMMENT(Deliveries.of("jira", "add_comment").payload("text", "Called again"), Kind.UNKNOWN),
        LINK(Deliveries.of("jira", "link").payload("target", "slack"), Kind.NOT_SENT),
        POST_MESSAGE(Deliveries.of("slack", "post_message"), Kind.UNKNOWN),
        POST_REPLY(Deliveries.of("slack", "post_reply").payload("text", "Called again"), Kind.UNKNOWN),
        UPDATE_MESSAGE(Deliveries.of("slack", "update_message"), Kind.NOT_SENT),
        TRIGGER(Deliveries.of("pagerduty", "trigger").confirmed(1), Kind.UNKNOWN),
        RESOLVE(Deliveries.of("pagerduty", "resolve"), Kind.NOT_SENT),
        WRITE_BACK(Deliveries.of("writeback", "case_updated"), Kind.NOT_SENT);

        final Delivery delivery;
        final Kind whenLost;

        Call(Deliveries delivery, Kind whenLost) {
            this.delivery = delivery.with(Deliveries.TICKET, Deliveries.MESSAGE, Deliveries.PAGE)
                    .build();
            this.whenLost = whenLost;
        }
    }
}
