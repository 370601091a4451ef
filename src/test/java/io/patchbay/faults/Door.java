package io.patchbay.faults;

import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.WebhookSignature;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;

/** One hub's door for webhooks: each delivery is posted once, and the answer is the test's to judge. */
final class Door {
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebhookSignature signature = new WebhookSignature(ProviderSimulator.SECRET);
    private final URI door;

    Door(ChildHub hub) {
        door = URI.create(hub.url() + "/hooks/generic");
    }

    /** @param at the time that the sender signs */
    HttpResponse<String> post(CallEvent event, Instant at) {
        long time = at.getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(door)
                .timeout(TimeLimit.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("webhook-id", event.webhookId())
                .header("webhook-timestamp", Long.toString(time))
                .header("webhook-signature", signature.of(event.webhookId(), time, event.body()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts the call of that name, which is about a matter like any other. */
    HttpResponse<String> post(String prefix) {
        return post(new CallMix(prefix, 1, false).events(7).get(0), Instant.now());
    }
}
