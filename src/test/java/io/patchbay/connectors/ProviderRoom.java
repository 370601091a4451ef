package io.patchbay.connectors;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.connectors.http.ProviderCalls;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.platform.WriteBackTargets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The connectors with the real guarded HTTP client against WireMock, one for all tests of a JVM. */
@SpringBootTest(classes = ProviderRoom.Room.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
abstract class ProviderRoom {
    private static final String TOKEN = "canary-jira-token";
    static final WireMockServer PROVIDERS = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().usingFilesUnderDirectory("wiremock-mappings"));

    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan({"io.patchbay.connectors", "io.patchbay.platform"})
    static class Room {
        @Bean
        WriteBackTargets targets() {
            SecretKeySpec key =
                    new SecretKeySpec("canary-source-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256");
            return () -> Map.of(
                    "generic",
                    new WriteBackTargets.Target(URI.create(PROVIDERS.baseUrl() + "/sink/generic"), false, key));
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        PROVIDERS.start();
        String configuration = impatientConfiguration();
        registry.add("patchbay.config-dir", () -> configuration);
        registry.add("JIRA_BASE_URL", PROVIDERS::baseUrl);
        registry.add("JIRA_EMAIL", () -> "hub@example.com");
        registry.add("JIRA_API_TOKEN", () -> TOKEN);
        registry.add("SLACK_BASE_URL", () -> PROVIDERS.baseUrl() + "/api");
        registry.add("SLACK_BOT_TOKEN", () -> "canary-slack-token");
        registry.add("PAGERDUTY_EVENTS_URL", PROVIDERS::baseUrl);
        registry.add("PAGERDUTY_API_URL", PROVIDERS::baseUrl);
        registry.add("PAGERDUTY_API_TOKEN", () -> "canary-pagerduty-token");
        registry.add("PAGERDUTY_ROUTING_KEY", () -> "canary-routing-key");
        registry.add("camel.main.routes-include-pattern", () -> "classpath:no-routes/*.yaml");
        registry.add("logging.level.root", () -> "INFO");
    }

    /** The shipped files, with less patience than a test has. */
    private static String impatientConfiguration() throws IOException {
        Path folder =
                Path.of("target", "kamelet-config-" + ProcessHandle.current().pid());
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
        PROVIDERS.resetToDefaultMappings();
        PROVIDERS.resetRequests();
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

    void everythingAnswers(ResponseDefinitionBuilder answer) {
        PROVIDERS.stubFor(any(anyUrl()).atPriority(1).willReturn(answer));
    }

    List<LoggedRequest> requests() {
        return PROVIDERS.findAll(anyRequestedFor(anyUrl()));
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
