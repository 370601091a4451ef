package io.patchbay.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.platform.Json;
import io.patchbay.sandbox.ConfigCopy;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.sandbox.SignedCall;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A running hub and providers that keep what they were told, so that a test can read it as people there would. */
final class SimulatedCompany implements AutoCloseable {
    private static final Duration PATIENCE = TimeLimit.ofSeconds(90);
    private static final AtomicInteger EVENTS = new AtomicInteger();

    final ProviderSimulator providers;
    final RunningHub hub;
    final Outcomes outcomes;

    SimulatedCompany(String jdbcUrl, Path folder, Map<String, String> more) {
        providers = ProviderSimulator.start();
        // With the pages' shorter waits between tries, a lost answer is made good within a test.
        ConfigCopy config = new ConfigCopy(folder)
                .replace("destinations/slack.yaml", "post_every: 1500ms", "post_every: 0s")
                .replace("destinations/slack.yaml", "retry: ticket", "retry: page")
                .replace("destinations/jira.yaml", "retry: ticket", "retry: page")
                .replace(
                        "directory/staff.yaml",
                        "queues: [support, review]",
                        "queues: [security, privacy, identity, billing, commercial, support, review]");
        Map<String, String> settings = new HashMap<>(providers.environment());
        settings.put("SOURCE_GENERIC_TRUSTS_VERIFICATION", "true");
        settings.put("SOURCE_GENERIC_GRACE_PERIOD", "1s");
        settings.remove("SOURCE_GENERIC_WRITE_BACK_URL");
        settings.put("PATCHBAY_CONFIG_DIR", config.path());
        settings.put("spring.datasource.url", jdbcUrl);
        settings.put("patchbay.dispatch.quiet-period", "3s");
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.putAll(more);
        hub = RunningHub.start(settings);
        outcomes = new Outcomes(hub, PATIENCE);
    }

    /** What the source tells of a call; {@code report} is what its caller said, and {@code line} null where it is not told. */
    void tell(String callId, String phase, String line, Map<String, ?> report) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("type", phase)
                .put("timestamp", Instant.now().toString());
        ObjectNode data = event.putObject("data");
        ObjectNode call = data.putObject("call").put("id", callId).put("direction", "inbound");
        if (line != null) {
            call.put("from", line);
        }
        call.put("to", "+15550199999").put("interrupted", phase.equals("call.ended"));
        data.set("report", Json.mapper().valueToTree(report));
        HttpResponse<String> answer = SignedCall.of(
                        "msg_moved_" + EVENTS.incrementAndGet(),
                        Json.write(event).getBytes(StandardCharsets.UTF_8))
                .post(hub);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode worked =
                outcomes.triaged(RunningHub.json(answer.body()).get("event_id").asText());
        assertThat(worked.get("state").asText()).isEqualTo("done");
    }

    /** A person puts right what was said on a call, again while the hub has no time; returns the status of the answer. */
    int correct(String ref, String callId, String field, String value) {
        String body = Json.write(
                Map.of("why", "checked with the customer", "field", field, "value", value, "call_id", callId));
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> hub.send(HttpRequest.newBuilder(
                                                URI.create(hub.url() + "/api/v1/cases/" + ref + "/corrections"))
                                        .header("Authorization", "Bearer " + PersonTokens.of("support-lead"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                                .statusCode(),
                        status -> status != 503);
    }

    /** A person does something that has to succeed. */
    void act(String person, String path, Map<String, ?> body) {
        HttpResponse<String> answer = hub.post(PersonTokens.of(person), path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    JsonNode settled(String callId) {
        return outcomes.settledCase(callId);
    }

    String ref(String callId) {
        return read(callId).path("ref").asText();
    }

    /** The case of the call as it stands; a missing node when it has none. */
    JsonNode read(String callId) {
        JsonNode found =
                hub.get("/api/v1/cases?call_id=" + callId).path("cases").path(0);
        return found.isMissingNode()
                ? found
                : hub.get("/api/v1/cases/" + found.get("ref").asText());
    }

    /** What the API answers to that person. */
    String readAs(String person, String path) {
        return hub.send(HttpRequest.newBuilder(URI.create(hub.url() + path))
                        .header("Authorization", "Bearer " + PersonTokens.of(person))
                        .GET())
                .body();
    }

    /** The tickets whose summary names the case, the oldest first. */
    List<JsonNode> tickets(String ref) {
        return providers.jira().everything().stream()
                .filter(ticket -> ticket.at("/fields/summary").asText().startsWith("[" + ref + "]"))
                .toList();
    }

    List<JsonNode> openTickets(String ref) {
        return tickets(ref).stream().filter(ticket -> !isDone(ticket)).toList();
    }

    static boolean isDone(JsonNode ticket) {
        return ticket.at("/fields/status/statusCategory/key").asText().equals("done");
    }

    static String project(JsonNode ticket) {
        return ticket.at("/fields/project/key").asText();
    }

    /** Where that text can be read now: keys of tickets, ids of channels. */
    List<String> placesWith(String text) {
        List<String> tickets = providers.jira().everything().stream()
                .filter(ticket -> ticket.toString().contains(text))
                .map(ticket -> ticket.get("key").asText())
                .toList();
        List<String> channels = providers.slack().everything().stream()
                .filter(message -> message.toString().contains(text))
                .map(message -> message.get("channel").asText())
                .distinct()
                .toList();
        return StreamSupport.stream(List.of(tickets, channels).spliterator(), false)
                .flatMap(List::stream)
                .toList();
    }

    /** The kinds of the case's timeline. */
    static List<String> kinds(JsonNode found) {
        return StreamSupport.stream(found.get("timeline").spliterator(), false)
                .map(entry -> entry.get("kind").asText())
                .toList();
    }

    @Override
    public void close() {
        hub.close();
        providers.close();
    }
}
