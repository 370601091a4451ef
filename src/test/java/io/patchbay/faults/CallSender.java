package io.patchbay.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import io.patchbay.simulator.WebhookSignature;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts signed calls to {@code /hooks/generic} as a provider does: the same {@code webhook-id} again and again until a
 * hub answers 2xx. It remembers what was acknowledged, which is what the hub has promised not to lose.
 */
public final class CallSender {
    private static final Duration REQUEST_TIMEOUT = TimeLimit.ofSeconds(15);
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final List<URI> doors;
    private final WebhookSignature signature;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TimeLimit.ofSeconds(3))
            .build();
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final Map<URI, AtomicInteger> acknowledgedAt = new ConcurrentHashMap<>();
    private final AtomicInteger withoutRetryAfter = new AtomicInteger();

    /**
     * @param hubs base URLs, asked in turn
     * @param secret {@code whsec_…}
     * @param patience how long a delivery is tried before it is given up as refused
     */
    public CallSender(List<URI> hubs, String secret, Duration patience) {
        this.doors = hubs.stream().map(hub -> hub.resolve("/hooks/generic")).toList();
        this.signature = new WebhookSignature(secret);
        this.patience = patience;
    }

    /** Sends one event until it is acknowledged; the future fails when the hub refuses it for good or patience ends. */
    public CompletableFuture<Acknowledged> send(CallEvent event) {
        return attempt(event, 1, System.nanoTime());
    }

    CompletableFuture<Acknowledged> attempt(CallEvent event, int number, long dueNanos) {
        return http.sendAsync(request(event), BodyHandlers.ofString())
                .handle((answer, problem) -> judge(event, number, dueNanos, answer, problem))
                .thenCompose(verdict -> verdict);
    }

    private CompletableFuture<Acknowledged> judge(
            CallEvent event, int number, long dueNanos, HttpResponse<String> answer, Throwable problem) {
        int status = problem == null ? answer.statusCode() : 0;
        answers.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
        if (status / 100 == 2) {
            acknowledgedAt
                    .computeIfAbsent(answer.uri(), key -> new AtomicInteger())
                    .incrementAndGet();
            return CompletableFuture.completedFuture(acknowledge(event, number, dueNanos, answer.body()));
        }
        if (status == 503 && answer.headers().firstValue("Retry-After").isEmpty()) {
            withoutRetryAfter.incrementAndGet();
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - dueNanos);
        if (status / 100 == 4 && status != 429 && status != 404 || spent.compareTo(patience) > 0) {
            refused.add(event.webhookId() + ": "
                    + (problem == null ? status : problem.getClass().getSimpleName()));
            return CompletableFuture.failedFuture(new IOException("refused: " + event.webhookId() + ", " + status));
        }
        long pause = Math.min(LONGEST_PAUSE_MILLIS, 50L << Math.min(number, 10));
        Executor later = CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> number + 1, later)
                .thenCompose(again -> attempt(event, again, dueNanos));
    }

    private Acknowledged acknowledge(CallEvent event, int attempts, long dueNanos, String body) {
        JsonNode answer = Json.read(body, JsonNode.class);
        Acknowledged taken = new Acknowledged(
                event.webhookId(),
                event.callId(),
                event.type(),
                answer.path("event_id").asText(),
                answer.path("duplicate").asBoolean(),
                attempts,
                Duration.ofNanos(System.nanoTime() - dueNanos));
        acknowledged.add(taken);
        return taken;
    }

    private HttpRequest request(CallEvent event) {
        long now = System.currentTimeMillis() / 1_000;
        URI door = doors.get(Math.floorMod(next.getAndIncrement(), doors.size()));
        return HttpRequest.newBuilder(door)
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .header("webhook-id", event.webhookId())
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", signature.of(event.webhookId(), now, event.body()))
                .POST(BodyPublishers.ofByteArray(event.body()))
                .build();
    }

    /** Every 2xx so far; a delivery that was sent again appears again. */
    public List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** How many deliveries that hub has acknowledged so far. */
    int acknowledgedAt(URI hub) {
        AtomicInteger count = acknowledgedAt.get(hub.resolve("/hooks/generic"));
        return count == null ? 0 : count.get();
    }

    /** Deliveries given up: webhook id and why. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    /** How many 503s did not say when to come again. */
    int withoutRetryAfter() {
        return withoutRetryAfter.get();
    }

    /** How often each status was answered; 0 stands for no answer. */
    public Map<Integer, Integer> answers() {
        Map<Integer, Integer> counts = new TreeMap<>();
        answers.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }
}
