package io.patchbay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import io.patchbay.samples.Sample;
import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.simulator.Request;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/**
 * A running hub with its providers and every tool's webhooks switched on, and somebody at the desk who works its cases over
 * HTTP. Its database is in memory.
 */
public final class StaffDesk implements AutoCloseable {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(60);

    private final AtomicInteger calls = new AtomicInteger();
    public final ProviderSimulator providers = ProviderSimulator.start();
    public final RunningHub hub;
    public final Outcomes outcomes;

    public StaffDesk(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.putAll(SignedFeedback.settings());
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.put("SOURCE_GENERIC_GRACE_PERIOD", "2s");
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        settings.put("spring.datasource.url", "jdbc:h2:mem:desk" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        settings.putAll(more);
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
    }

    /** Posts a sample's call under a new id and returns that id, once it was triaged. */
    public String call(String sample, Map<String, Object> report) {
        String id = "desk-" + calls.incrementAndGet();
        HttpResponse<String> answer = post(sample, id, "call.analyzed", report);
        assertThat(answer.statusCode()).isEqualTo(202);
        outcomes.triaged(RunningHub.json(answer.body()).get("event_id").asText());
        return id;
    }

    /** Posts a sample as it stands, and returns the case of that call when everything planned for it has ended. */
    public JsonNode sample(String name, String callId) {
        Sample.named(name).deliveries().forEach(this::deliver);
        return settled(callId);
    }

    /** Posts a sample as it stands, each delivery when the one before was triaged, and returns the case of each of its calls. */
    public List<JsonNode> sample(String name) {
        Sample sample = Sample.named(name);
        sample.deliveries().forEach(delivery -> outcomes.triaged(deliver(delivery)));
        return sample.calls().stream().map(each -> settled(each.call())).toList();
    }

    private String deliver(Sample.Delivery delivery) {
        HttpResponse<String> answer =
                SignedCall.of(delivery.webhookId(), delivery.body()).post(hub);
        return RunningHub.json(answer.body()).get("event_id").asText();
    }

    /** The case as it stands now. */
    public JsonNode read(JsonNode found) {
        return hub.get("/api/v1/cases/" + found.get("ref").asText());
    }

    /** What the case has at that destination: its ticket, its message or its page. */
    public static JsonNode at(JsonNode found, String destination) {
        return StreamSupport.stream(found.get("destinations").spliterator(), false)
                .filter(each -> each.get("destination").asText().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    /** The requests whose path matches and whose body contains the text, in order. */
    public List<Request> sent(String path, String text) {
        return providers.journal().requests("POST", path).stream()
                .filter(request -> request.text().contains(text))
                .toList();
    }

    /** Every ticket that contains that text meets that fault, until the plan of faults is cleared. */
    public void ticketsAbout(String text, Fault fault) {
        providers
                .faults()
                .on(Endpoint.JIRA_CREATE_ISSUE)
                .when(request -> request.text().contains(text), fault);
    }

    /** Has a tool tell something, and waits until the hub has worked on it. */
    public void told(SignedFeedback feedback) {
        worked(feedback.post(hub));
    }

    /** Waits until the hub has worked on what it took with that answer; what it took before, it says at once. */
    public void worked(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        if (answer.statusCode() == 202) {
            JsonNode event = outcomes.triaged(
                    RunningHub.json(answer.body()).get("event_id").asText());
            assertThat(event.get("state").asText()).isEqualTo("done");
        }
    }

    public HttpResponse<String> post(String sample, String callId, String type, Map<String, Object> report) {
        ObjectNode event = (ObjectNode) RunningHub.json(text(Path.of("samples", sample, "1.json")));
        event.put("type", type);
        ((ObjectNode) event.at("/data/call")).put("id", callId);
        report.forEach((field, value) -> ((ObjectNode) event.get("data"))
                .withObjectProperty("report")
                .set(field, Json.mapper().valueToTree(value)));
        byte[] body = Json.write(event).getBytes(StandardCharsets.UTF_8);
        return SignedCall.of("msg_" + callId + type.replace('.', '-'), body).post(hub);
    }

    /** The case of the call, when everything planned for it has ended. */
    public JsonNode settled(String callId) {
        return outcomes.settledCase(callId);
    }

    public String ref(String callId) {
        return hub.get("/api/v1/cases?call_id=" + callId).at("/cases/0/ref").asText();
    }

    /** Sends the body with the token of the person whom it names, else of one who owns the rules. */
    public HttpResponse<String> send(String path, Map<String, ?> body) {
        Object who = body.containsKey("who") ? body.get("who") : body.get("author");
        return hub.post(PersonTokens.of(who == null ? "review-lead" : who.toString()), path, body);
    }

    /** The answer of an action that has to succeed. */
    public JsonNode done(String path, Map<String, ?> body) {
        HttpResponse<String> answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningHub.json(answer.body());
    }

    public void refused(String path, Map<String, ?> body, int status, String why) {
        HttpResponse<String> answer = send(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("application/problem+json");
        assertThat(RunningHub.json(answer.body()).path("detail").asText()).contains(why);
    }

    /** The bodies PagerDuty was sent with that action about the case. */
    public List<JsonNode> pages(String action, String dedupKey) {
        return providers.journal().requests("POST", "/v2/enqueue").stream()
                .map(Request::json)
                .filter(body -> body.path("event_action").asText().equals(action))
                .filter(body -> body.path("dedup_key").asText().equals(dedupKey))
                .toList();
    }

    public static List<JsonNode> entries(JsonNode found, String kind) {
        return StreamSupport.stream(found.get("timeline").spliterator(), false)
                .filter(entry -> entry.get("kind").asText().equals(kind))
                .toList();
    }

    public static List<String> dispatches(JsonNode found, String operation) {
        return StreamSupport.stream(found.get("dispatches").spliterator(), false)
                .filter(dispatch -> dispatch.get("operation").asText().equals(operation))
                .map(dispatch -> dispatch.get("state").asText())
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hub.close();
        providers.close();
    }
}
