package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A source's write-back URL: checks the signature and keeps each webhook id once, as a careful receiver does. */
public final class WriteBackSink {
    private final Journal journal;
    private final WebhookSignature signature;
    private final Map<String, String> bodyById = new ConcurrentHashMap<>();
    private final Collection<JsonNode> received = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong contradicted = new AtomicLong();

    WriteBackSink(Journal journal, WebhookSignature signature) {
        this.journal = journal;
        this.signature = signature;
    }

    Answer answer(Request request) {
        String id = request.header("webhook-id");
        if (!signature.verifies(
                id, request.header("webhook-timestamp"), request.body(), request.header("webhook-signature"))) {
            refused.incrementAndGet();
            return Answer.json(401, Map.of("error", "signature"));
        }
        String before = bodyById.putIfAbsent(id, request.text());
        if (before == null) {
            JsonNode body = request.json();
            received.add(body);
            journal.made(Effect.Kind.WRITE_BACK, id, Journal.words(body.path("data")));
        } else {
            repeated.incrementAndGet();
            if (!before.equals(request.text())) {
                contradicted.incrementAndGet();
            }
        }
        return Answer.json(200, Map.of());
    }

    /** The bodies of the write-backs so far, each webhook id once. */
    public List<JsonNode> received() {
        return List.copyOf(received);
    }

    /** Requests with a wrong or missing signature. */
    public long refused() {
        return refused.get();
    }

    /** Deliveries of a webhook id that was there before. */
    public long repeated() {
        return repeated.get();
    }

    /** Of those, how many had another body: the id is promised to be stable per content. */
    public long contradicted() {
        return contradicted.get();
    }

    void clear() {
        bodyById.clear();
        received.clear();
        refused.set(0);
        repeated.set(0);
        contradicted.set(0);
    }
}
