package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.connectors.email.EmailConnector;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.SmtpStandIn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** What a mail server's settings decide: each test starts the connectors with settings of its own. */
class EmailSettingsTest {
    @TempDir
    private Path folder;

    private ConfigurableApplicationContext connectors;

    /** The settings of a server on that port that speaks in the clear, and less patience than ships. */
    static Map<String, String> settings(Path folder, int port) {
        String config = new ConfigCopy(folder.resolve("config"))
                .replace("destinations/email.yaml", "response_timeout: 30s", "response_timeout: 500ms")
                .replace("destinations/email.yaml", "call_deadline: 60s", "call_deadline: 2s")
                .path();
        Map<String, String> settings = new HashMap<>(Map.of(
                "patchbay.config-dir", config,
                "camel.main.routes-include-pattern", "classpath:no-routes/*.yaml",
                "JIRA_BASE_URL", "http://127.0.0.1:9",
                "JIRA_EMAIL", "hub@example.com",
                "JIRA_API_TOKEN", "t",
                "SLACK_BOT_TOKEN", "t",
                "PAGERDUTY_ROUTING_KEY", "0123456789abcdef0123456789abcdef",
                "logging.level.root", "INFO"));
        settings.putAll(Map.of(
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", String.valueOf(port),
                "SMTP_FROM", "support@patchbay.example",
                "SMTP_TLS", "none"));
        return settings;
    }

    private void start(int port, Map<String, String> more) {
        Map<String, String> settings = settings(folder, port);
        settings.putAll(more);
        SpringApplication application = new SpringApplication(EmailKameletTest.Connectors.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        connectors = application.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        connectors.close();
    }

    private Outcome send(Delivery delivery) {
        Attempt attempt = new Attempt(delivery, false);
        connectors.getBean(ProducerTemplate.class).sendBody("kamelet:email-send", attempt);
        return attempt.outcome();
    }

    @Test
    void nothing_goes_out_in_the_clear_when_tls_is_required() {
        try (SmtpStandIn server = new SmtpStandIn()) {
            start(server.port(), Map.of("SMTP_TLS", "required"));
            assertThat(send(EmailKameletTest.update("x").build()).kind()).isEqualTo(Kind.NOT_SENT);
            assertThat(server.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, 25, none",
        "169.254.169.254, 465, required",
        "2852039166, 587, required",
        "64:ff9b::a9fe:a9fe, 25, none",
        "fd00:ec2::254, 587, opportunistic"
    })
    void an_address_of_instance_metadata_is_refused_for_good(String host, int port, String tls) {
        start(port, Map.of("SMTP_HOST", host, "SMTP_TLS", tls));
        Outcome outcome = send(EmailKameletTest.update("x").build());
        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.reason()).startsWith("egress refused");
    }

    @Test
    void without_a_server_the_channel_says_why_it_is_not_there() {
        start(1, Map.of("SMTP_HOST", ""));
        assertThat(connectors.getBean(EmailConnector.class).unreachable("acct-1042", false))
                .isEqualTo("no mail server is configured");
        assertThat(send(EmailKameletTest.update("x").build()).kind()).isEqualTo(Kind.REJECTED);
    }
}
