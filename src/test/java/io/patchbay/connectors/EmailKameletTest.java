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
import io.patchbay.sandbox.SmtpStandIn;
import io.patchbay.sandbox.SmtpStandIn.Fault;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The Kamelet {@code email-send} with the real camel-mail against real SMTP. */
@CamelSpringBootTest
@SpringBootTest(classes = EmailKameletTest.Connectors.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ExtendWith(OutputCaptureExtension.class)
class EmailKameletTest {
    private static final String DANA = "dana@northwind.example";

    /** One for all servers of this class, one after the other. */
    private static final int PORT = freePort();

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private EmailConnector connector;

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
        ContactAddresses contacts() {
            return account -> account.equals("acct-1042") ? Optional.of(DANA) : Optional.empty();
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        EmailSettingsTest.settings(Files.createTempDirectory("email-kamelet-"), PORT)
                .forEach((name, value) -> registry.add(name, () -> value));
    }

    private static int freePort() {
        try (SmtpStandIn probe = new SmtpStandIn()) {
            return probe.port();
        }
    }

    private Outcome send(Delivery delivery) {
        Attempt attempt = new Attempt(delivery, false);
        Object body = producer.requestBody("kamelet:email-send", attempt);
        assertThat(body).isSameAs(attempt);
        return attempt.outcome();
    }

    static Deliveries update(String text) {
        return Deliveries.of("email", "send_update")
                .payload("incident", "INC-7K2Q4")
                .payload("stage", "identified")
                .payload("version", "2")
                .payload("text", text);
    }

    @Test
    void an_approved_message_is_delivered_as_plain_text_and_as_nothing_else() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
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
        try (SmtpStandIn server = new SmtpStandIn(PORT)) {
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
        try (SmtpStandIn server = new SmtpStandIn(PORT)) {
            server.fault(DANA, fault);
            Outcome outcome = send(update("x").build());

            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.reason()).startsWith(reason).doesNotContain(DANA);
            assertThat(log.getAll()).doesNotContain(DANA, "dana", "no such user");
        }
    }

    @Test
    void a_server_that_is_not_there_has_got_nothing() {
        SmtpStandIn gone = new SmtpStandIn(PORT);
        gone.close();
        assertThat(send(update("x").build()).kind()).isEqualTo(Kind.NOT_SENT);
    }

    @Test
    void nobody_is_written_to_but_a_verified_contact_of_the_account() {
        try (SmtpStandIn server = new SmtpStandIn(PORT)) {
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
}
