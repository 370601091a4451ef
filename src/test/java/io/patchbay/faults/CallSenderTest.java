package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.patchbay.simulator.WebhookSignature;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallSenderTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final WebhookSignature SIGNATURE = new WebhookSignature(SECRET);

    private final Queue<String> ids = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = new HashSet<>();
    private final AtomicInteger failures = new AtomicInteger();
    private HttpServer hub;

    /** A hub that keeps nothing: checks the signature, fails as often as told, then acknowledges. */
    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        hub.setExecutor(Executors.newFixedThreadPool(8));
        hub.createContext("/hooks/generic", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            long time = Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
            boolean signed = SIGNATURE
                    .of(id, time, body)
                    .equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
            ids.add(id);
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            boolean duplicate;
            synchronized (seen) {
                duplicate = !fails && !seen.add(id);
            }
            byte[] answer = ("{\"event_id\":\"evt_" + id + "\",\"duplicate\":" + duplicate + "}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(signed ? fails ? 503 : 202 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    @Test
    void itRepeatsTheSameDelivery_untilItIsAcknowledged() {
        failures.set(3);
        Acknowledged taken = sender(SECRET, Duration.ofSeconds(30))
                .send(new CallMix("call", 1, false).events(0).get(0))
                .join();
        assertThat(taken.attempts()).isEqualTo(4);
        assertThat(taken.eventId()).isEqualTo("evt_msg_call-000000_analyzed");
        assertThat(ids).hasSize(4).containsOnly("msg_call-000000_analyzed");
    }

    @Test
    void aRefusal_isFinal() {
        CallSender sender = sender("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Duration.ofSeconds(30));
        assertThatThrownBy(() -> sender.send(
                                new CallMix("call", 1, false).events(0).get(0))
                        .join())
                .hasMessageContaining("401");
        assertThat(ids).hasSize(1);
        assertThat(sender.acknowledged()).isEmpty();
        assertThat(sender.refused()).hasSize(1);
    }

    @Test
    void patience_ends() {
        failures.set(Integer.MAX_VALUE);
        CallSender sender = sender(SECRET, Duration.ofMillis(300));
        assertThatThrownBy(() -> sender.send(
                                new CallMix("call", 1, false).events(0).get(0))
                        .join())
                .hasMessageContaining("503");
        assertThat(sender.answers().keySet()).containsExactly(503);
    }

    @Test
    void aLoad_keepsItsRate_repeatsItsShare_andSendsEveryPhase() {
        CallSender sender = sender(SECRET, Duration.ofSeconds(10));
        Duration took =
                new CallLoad(new CallMix("call", 7, true), 0, 50, 300, 16, 0.5, 3).run(sender, TimeLimit.ofSeconds(30));
        List<Acknowledged> all = sender.acknowledged();
        assertThat(all.stream().map(Acknowledged::webhookId).distinct()).hasSize(150);
        assertThat(all).hasSizeBetween(190, 260);
        assertThat(all.stream().filter(Acknowledged::duplicate)).hasSize(all.size() - 150);
        assertThat(took).isGreaterThan(Duration.ofMillis(Math.round((all.size() - 1) / 0.3) - 50));
    }

    @Test
    void theMix_isTheSameForTheSameSeed_andShufflesPhases() {
        CallMix mix = new CallMix("call", 7, true);
        assertThat(types(mix, 5)).isEqualTo(types(new CallMix("call", 7, true), 5));
        Set<List<String>> orders = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            orders.add(types(mix, i));
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void percentiles_areOfTheSortedValues() {
        List<Duration> durations = List.of(Duration.ofMillis(3), Duration.ofMillis(1), Duration.ofMillis(2));
        assertThat(Map.of(0.0, 1, 0.5, 2, 0.99, 3))
                .allSatisfy((share, millis) ->
                        assertThat(CallLoad.percentile(durations, share)).isEqualTo(Duration.ofMillis(millis)));
    }

    private static List<String> types(CallMix mix, int index) {
        return mix.events(index).stream().map(CallEvent::type).toList();
    }

    private CallSender sender(String secret, Duration patience) {
        URI url = URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
        return new CallSender(List.of(url), secret, patience);
    }
}
