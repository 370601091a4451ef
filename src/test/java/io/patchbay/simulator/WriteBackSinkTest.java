package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteBackSinkTest {
    private static final String BODY = "{\"type\":\"case.updated\",\"data\":{\"call_id\":\"call-1\"}}";

    private ProviderSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = ProviderSimulator.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aSignedWriteBack_countsOnce_howeverOftenItComes() throws IOException {
        assertThat(post("msg_1", BODY, ProviderSimulator.SECRET)).isEqualTo(200);
        assertThat(post("msg_1", BODY, ProviderSimulator.SECRET)).isEqualTo(200);
        assertThat(simulator.journal().effects().with(Effect.Kind.WRITE_BACK, "call-1"))
                .hasSize(1);
        assertThat(simulator.writeBack().repeated()).isEqualTo(1);
        assertThat(simulator.writeBack().contradicted()).isZero();
    }

    @Test
    void anotherBodyUnderTheSameId_isAContradiction() throws IOException {
        post("msg_1", BODY, ProviderSimulator.SECRET);
        post("msg_1", "{}", ProviderSimulator.SECRET);
        assertThat(simulator.writeBack().contradicted()).isEqualTo(1);
    }

    @Test
    void aWrongSignature_isRefused() throws IOException {
        assertThat(post("msg_1", BODY, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .isEqualTo(401);
        assertThat(simulator.writeBack().refused()).isEqualTo(1);
        assertThat(simulator.writeBack().received()).isEmpty();
    }

    private int post(String id, String body, String secret) throws IOException {
        long now = System.currentTimeMillis() / 1_000;
        return new SimulatorClient(simulator)
                .send(HttpRequest.newBuilder(URI.create(simulator.environment().get("SOURCE_GENERIC_WRITE_BACK_URL")))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(now))
                        .header(
                                "webhook-signature",
                                new WebhookSignature(secret).of(id, now, body.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .status();
    }
}
