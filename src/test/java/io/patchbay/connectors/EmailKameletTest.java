package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.patchbay.connectors.email.EmailConnector;
import io.patchbay.dispatch.Attempt;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Outcome;
import io.patchbay.dispatch.Outcome.Kind;
import io.patchbay.platform.ContactAddresses;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.SmtpStandIn;
import io.patchbay.sandbox.SmtpStandIn.Fault;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The Kamelet {@code email-send} with the real camel-mail against real SMTP. */
@ExtendWith(OutputCaptureExtension.class)
class EmailKameletTest {
    private static final String DANA = "dana@northwind.example";

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext hub;

    @Configuration
    @EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @ComponentScan({"io.patchbay.connectors", "io.patchbay.platform"})
    static class Room {
        @Bean
        ContactAddresses contacts() {
            return account -> account.equals("acct-1042") ? Optional.of(DANA) : Optional.empty();
        }
    }

    private void start(int port, Map<String, String> more) {
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
        settings.putAll(more);
        SpringApplication application = new SpringApplication(Room.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        hub = application.run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    private Outcome send(Delivery delivery) {
        Attempt attempt = new Attempt(delivery, false);
        Object body = hub.getBean(ProducerTemplate.class).requestBody("kamelet:email-send", attempt);
        assertThat(body).isSameAs(attempt);
        return attempt.outcome();
    }

    private static Deliveries update(String text) {
        return Deliveries.of("email", "send_update")
                .payload("incident", "INC-7K2Q4")
                .payload("stage", "identified")
                .payload("version", "2")
                .payload("text", text);
    }

    @Test
    void an_approved_message_is_delivered_as_plain_text_and_as_nothing_else() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            start(server.getSmtp().getPort(), Map.of());
            String text = "We found it: größer.\nBcc: all@example.com\n.\n" + Deliveries.HOSTILE;
            Outcome first = send(update(text).build());
            Outcome second = send(update(text).build());

            assertThat(first.kind()).isEqualTo(Kind.SUCCEEDED);
            assertThat(first.id()).isEqualTo(second.id()).endsWith("@patchbay.example>");
            MimeMessage[] received = server.getReceivedMessages();
            assertThat(received).hasSize(2);
            MimeMessage message = received[0];
            assertThat(message.getMessageID()).isEqualTo(first.id());
            assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly(DANA);
            assertThat(message.getFrom()).extracting(Object::toString).containsExactly("support@patchbay.example");
            assertThat(message.getSubject()).isEqualTo("Incident INC-7K2Q4: identified (case C7K4-92MX)");
            assertThat(message.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getContent().toString())
                    .contains("We found it: größer.")
                    .contains("Bcc: all@example.com")
                    .contains("${body}")
                    .doesNotContain("\u202E", "\u0000");
            assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("Bcc", "Cc:", "Camel", "breadcrumb");
        } finally {
            server.stop();
        }
    }

    @Test
    void a_line_end_in_what_is_said_about_it_makes_no_header() {
        try (SmtpStandIn server = new SmtpStandIn()) {
            start(server.port(), Map.of());
            send(update("x")
                    .payload("stage", "identified\r\nBcc: all@example.com\r\n\r\nbody" + "y".repeat(500))
                    .build());

            assertThat(server.asked()).containsExactly(DANA);
            assertThat(server.taken()).singleElement().satisfies(mail -> assertThat(mail.text()
                            .substring(0, mail.text().indexOf("\n\n"))
                            .lines())
                    .noneMatch(line -> line.startsWith("Bcc")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_RECIPIENT, REJECTED, SMTP 550 for the recipient",
        "GREYLISTED, NOT_SENT, SMTP 451 for the recipient",
        "REFUSED_MESSAGE, REJECTED, SMTP 554 for the message",
        "LOST_RECIPIENT, NOT_SENT, not sent",
        "SILENT, NOT_SENT, not sent: SocketTimeoutException",
        "DRIBBLING, NOT_SENT, not sent",
        "LOST_ANSWER, UNKNOWN, no answer to the message"
    })
    void what_a_server_does_decides_what_follows(Fault fault, Kind kind, String reason, CapturedOutput log) {
        try (SmtpStandIn server = new SmtpStandIn()) {
            server.fault(DANA, fault);
            start(server.port(), Map.of());
            Outcome outcome = send(update("x").build());

            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.reason()).startsWith(reason).doesNotContain(DANA);
            assertThat(log.getAll()).doesNotContain(DANA, "dana", "no such user");
        }
    }

    @Test
    void nothing_goes_out_in_the_clear_when_tls_is_required() {
        try (SmtpStandIn server = new SmtpStandIn()) {
            start(server.port(), Map.of("SMTP_TLS", "required"));
            assertThat(send(update("x").build()).kind()).isEqualTo(Kind.NOT_SENT);
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
        Outcome outcome = send(update("x").build());
        assertThat(outcome.kind()).isEqualTo(Kind.REJECTED);
        assertThat(outcome.reason()).startsWith("egress refused");
    }

    @Test
    void a_server_that_is_not_there_has_got_nothing() {
        SmtpStandIn gone = new SmtpStandIn();
        gone.close();
        start(gone.port(), Map.of());
        assertThat(send(update("x").build()).kind()).isEqualTo(Kind.NOT_SENT);
    }

    @Test
    void nobody_is_written_to_but_a_verified_contact_of_the_account() {
        try (SmtpStandIn server = new SmtpStandIn()) {
            start(server.port(), Map.of());
            EmailConnector connector = hub.getBean(EmailConnector.class);

            assertThat(send(update("x").restricted().build()).kind()).isEqualTo(Kind.REJECTED);
            assertThat(send(update("x").matter(Deliveries.ofUntrustedCaller()).build())
                            .kind())
                    .isEqualTo(Kind.REJECTED);
            assertThat(connector.unreachable("acct-1042", false)).isEmpty();
            assertThat(connector.unreachable("acct-1042", true)).isEqualTo("its queue is restricted");
            assertThat(connector.unreachable("", false)).isEqualTo("its account is not known");
            assertThat(connector.unreachable("acct-7", false)).contains("no verified e-mail address");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void without_a_server_the_channel_says_why_it_is_not_there() {
        start(1, Map.of("SMTP_HOST", ""));
        assertThat(hub.getBean(EmailConnector.class).unreachable("acct-1042", false))
                .isEqualTo("no mail server is configured");
        assertThat(send(update("x").build()).kind()).isEqualTo(Kind.REJECTED);
    }
}
