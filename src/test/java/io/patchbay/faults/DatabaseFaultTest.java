package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.faults.provider.ProviderSimulator;
import io.patchbay.faults.provider.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL stopped, hanging, and with its backends ended in mid-transaction. */
class DatabaseFaultTest {
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    private Duration recovery;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebhookSignature signature = new WebhookSignature(ProviderSimulator.SECRET);

    @Test
    void withoutDatabase_sendersHear503AtOnce_theLogStaysQuiet_andWorkGoesOnWhenItIsBack() throws Exception {
        HubDatabase.Server database = (HubDatabase.Server) HubDatabase.of("postgres");
        try (FaultRig rig = FaultRig.on(database, HubConfiguration.quick())) {
            long started = System.nanoTime();
            ChildHub hub = rig.node("database").awaitReady(FaultRig.START);
            recovery = longer(Duration.ofSeconds(5), Duration.ofNanos(System.nanoTime() - started));
            rig.send("warm", 30, 20).join();
            TestPostgres postgres = database.server();

            CompletableFuture<Duration> sending = rig.send("stopped", 60, 20);
            postgres.stopImmediate();
            refuses(hub, "stopped");
            postgres.start();
            accepts(hub, "stopped");
            sending.join();

            CompletableFuture<Duration> hanging = rig.send("hanging", 60, 20);
            postgres.hang();
            refuses(hub, "hanging");
            postgres.unhang();
            accepts(hub, "hanging");
            hanging.join();

            CompletableFuture<Duration> ended = rig.send("ended", 60, 20);
            for (int round = 0; round < 5; round++) {
                postgres.terminateBackends(database.url());
                Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            }
            ended.join();
            rig.assertNothingLostNothingTwice();
        }
    }

    /** 503 within a second and a half, nothing else, for the whole outage; at most about one line of log a second. */
    private void refuses(ChildHub hub, String prefix) throws IOException {
        long lines = lines(hub);
        List<HttpResponse<String>> answers = new ArrayList<>();
        long started = System.nanoTime();
        for (int i = 0; System.nanoTime() - started < OUTAGE.toNanos(); i++) {
            long asked = System.nanoTime();
            answers.add(post(hub, prefix + "-outage-" + i));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(2_000));
        }
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        });
        assertThat(lines(hub) - lines)
                .as("lines of log in %s, see %s", OUTAGE, hub.log())
                .isLessThan(OUTAGE.toSeconds() + 5);
    }

    /** Within five seconds, or on a machine so busy that a start takes longer, within the time of a start. */
    private void accepts(ChildHub hub, String prefix) {
        Awaitility.await("accepts again")
                .atMost(recovery)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> post(hub, prefix + "-back").statusCode() == 202);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static long lines(ChildHub hub) throws IOException {
        return Files.readAllLines(hub.log()).size();
    }

    private HttpResponse<String> post(ChildHub hub, String callId) {
        byte[] body = new CallMix(callId, 1, false).events(7).get(0).body();
        long now = System.currentTimeMillis() / 1_000;
        String id = "msg_" + callId;
        HttpRequest request = HttpRequest.newBuilder(URI.create(hub.url() + "/hooks/generic"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", signature.of(id, now, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
