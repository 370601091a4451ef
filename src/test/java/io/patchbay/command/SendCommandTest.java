package io.patchbay.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.intake.signature.Secret;
import io.patchbay.intake.signature.SignatureConfig;
import io.patchbay.intake.signature.SignatureSchemes;
import io.patchbay.intake.signature.SignedRequest;
import io.patchbay.intake.source.SourceConfig;
import io.patchbay.intake.source.Sources;
import io.patchbay.intake.source.TestSecrets;
import io.patchbay.platform.EnvironmentReferences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code send} sends is what the source's own verification accepts. */
class SendCommandTest {
    private static final String PAYLOADS = "src/test/resources/payloads/";
    /** The private half of the test secrets' public key: RFC 8032, section 7.1, test 1. */
    private static final String PRIVATE_KEY = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> overrides = new HashMap<>();
    private final AtomicReference<SignedRequest> received = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        URI target = exchange.getRequestURI();
        received.set(new SignedRequest(
                exchange.getRequestMethod(), "https://hub.example.com" + target, exchange.getRequestHeaders(), body));
        exchange.sendResponseHeaders(202, 2);
        exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({
        "twilio, twilio-status-callback-completed.form",
        "twilio, twilio-conversation-intelligence-classic-transcript_available.json",
        "telnyx, telnyx-call.hangup.json",
        "vonage, vonage-answer.json",
        "plivo, plivo-hangup.form",
        "amazon-connect, amazonconnect-contact-disconnected.json",
        "vapi, vapi-end-of-call-report.json",
        "retell, retell-call_started.json",
        "elevenlabs, elevenlabs-post_call_transcription.json",
        "bland, bland-post_call.json",
        "generic, generic-call.analyzed.json",
        "svix, standardwebhooks-generic-call.ended.json",
        "slack, slack-block_actions.form",
        "pagerduty, pagerduty-incident.triggered.json",
        "jira, jira-issue_created.json",
        "statuspage, statuspage-incident_update.json",
        "alertmanager, alertmanager-firing.json",
    })
    void request_isAcceptedByTheSourcesOwnVerification(String name, String payload) {
        overrides.put("SOURCE_TELNYX_PRIVATE_KEY", PRIVATE_KEY);

        assertThat(send("send", name, PAYLOADS + payload, "--query", "account=acct-1042"))
                .isZero();

        SourceConfig source = Sources.load(Path.of("connectors-config"), new EnvironmentReferences(TestSecrets::lookUp))
                .find(name)
                .orElseThrow();
        assertThat(SignatureSchemes.of(SignatureConfig.of(source.signature()))
                        .verify(
                                received.get(),
                                List.of(new Secret(source.secrets().current())),
                                Instant.now())
                        .accepted())
                .isTrue();
        assertThat(received.get().url())
                .startsWith("https://hub.example.com/hooks/" + name)
                .contains("account=acct-1042");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("202 {}\n");
    }

    @Test
    void id_isTheDeliverysOwn() {
        assertThat(send("send", "generic", PAYLOADS + "generic-call.analyzed.json", "--id", "call-1-ended"))
                .isZero();

        assertThat(received.get().header("webhook-id")).containsExactly("call-1-ended");
    }

    @Test
    void sourceWithoutASecret_isToldTheVariable() {
        overrides.put("SOURCE_RETELL_SECRET", "");

        assertThat(send("send", "retell", PAYLOADS + "retell-call_started.json"))
                .isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("set SOURCE_RETELL_SECRET");
    }

    @Test
    void unknownSource_isToldTheNearest() {
        assertThat(send("send", "twillio", PAYLOADS + "retell-call_started.json"))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("did you mean 'twilio'");
    }

    private int send(String... words) {
        Terminal terminal = new Terminal(
                variable -> overrides.getOrDefault(variable, TestSecrets.lookUp(variable)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort()));
        return new HubCommandLine(terminal).execute(all.toArray(String[]::new));
    }
}
