package io.patchbay.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A PagerDuty account in memory: Events v2 and the look-ups of the REST API. */
public final class PagerDutyAccount {
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final int LARGEST_EVENT = 512 * 1024;

    private final Journal journal;
    private final PagerDutyIncidents incidents = new PagerDutyIncidents();
    private final AtomicLong emptyKeyQueries = new AtomicLong();

    PagerDutyAccount(Journal journal) {
        this.journal = journal;
    }

    /** What a person does at PagerDuty: resolves the open alert of that key. */
    public void resolveByHand(String dedupKey) {
        incidents.move(dedupKey, "resolved");
    }

    /** What a person does at PagerDuty: takes the page of that key. What the webhook says of it; nothing without an open one. */
    public Optional<String> acknowledgeByHand(String dedupKey) {
        incidents.move(dedupKey, "acknowledged");
        return incidents.withKey(dedupKey).stream()
                .filter(PagerDutyIncidents.Incident::isOpen)
                .findFirst()
                .map(incident -> Json.write(Map.of(
                        "event",
                        Map.of(
                                "id", "EV" + incident.id() + incident.changed().toEpochMilli(),
                                "event_type", "incident.acknowledged",
                                "occurred_at", incident.changed().toString(),
                                "agent", Map.of("id", "PSOMEBODY"),
                                "data", incident.json()))));
    }

    /** How often incidents were asked for with an empty key, which answers with everybody's. Never should be. */
    public long emptyKeyQueries() {
        return emptyKeyQueries.get();
    }

    /** The alerts that key has had, open and resolved. */
    public int alerts(String dedupKey) {
        return incidents.withKey(dedupKey).size();
    }

    Answer answer(Endpoint endpoint, Request request) {
        if (endpoint == Endpoint.PAGERDUTY_ENQUEUE) {
            return enqueue(request);
        }
        if (!request.header("authorization").startsWith("Token token=")) {
            return Answer.json(401, Map.of("error", Map.of("code", 2006, "message", "You must authenticate")));
        }
        return switch (endpoint) {
            case PAGERDUTY_INCIDENTS -> find(request);
            case PAGERDUTY_INCIDENT ->
                incidents
                        .byId(request.segment(1))
                        .map(incident -> Answer.json(200, Map.of("incident", incident.json())))
                        .orElseGet(PagerDutyAccount::absent);
            default -> alerts(request);
        };
    }

    private Answer enqueue(Request request) {
        JsonNode event = request.json();
        List<String> problems = problems(event, request.body().length);
        if (!problems.isEmpty()) {
            return Answer.json(
                    400, Map.of("status", "invalid event", "message", "Event object is invalid", "errors", problems));
        }
        String key = event.path("dedup_key").asText();
        if (key.isEmpty()) {
            key = UUID.randomUUID().toString().replace("-", "");
        }
        switch (event.path("event_action").asText()) {
            case "trigger" -> trigger(key, event);
            case "acknowledge" -> incidents.move(key, "acknowledged");
            default -> incidents.move(key, "resolved");
        }
        return Answer.json(202, Map.of("status", "success", "message", "Event processed", "dedup_key", key));
    }

    private void trigger(String key, JsonNode event) {
        Optional<String> opened =
                incidents.trigger(key, event.path("payload").path("summary").asText());
        opened.ifPresent(id -> {
            Set<String> words =
                    new TreeSet<>(Journal.words(event.path("payload").path("custom_details")));
            words.add(key);
            journal.made(Effect.Kind.ALERT, id, words);
        });
    }

    private static List<String> problems(JsonNode event, int size) {
        List<String> problems = new ArrayList<>();
        String action = event.path("event_action").asText();
        if (size > LARGEST_EVENT) {
            problems.add("'payload' is too large");
        }
        if (event.path("routing_key").asText().isEmpty()) {
            problems.add("'routing_key' is missing or blank");
        }
        if (!Set.of("trigger", "acknowledge", "resolve").contains(action)) {
            problems.add("'event_action' is missing or blank");
        }
        if (event.path("dedup_key").asText().length() > 255) {
            problems.add("'dedup_key' is too long");
        }
        if (!"trigger".equals(action)) {
            if (event.path("dedup_key").asText().isEmpty()) {
                problems.add("'dedup_key' is missing or blank");
            }
            return problems;
        }
        JsonNode payload = event.path("payload");
        String summary = payload.path("summary").asText();
        if (summary.isEmpty() || summary.length() > 1_024) {
            problems.add("'payload.summary' is missing, blank or longer than 1024");
        }
        if (payload.path("source").asText().isEmpty()) {
            problems.add("'payload.source' is missing or blank");
        }
        if (!SEVERITIES.contains(payload.path("severity").asText())) {
            problems.add(
                    "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
        }
        return problems;
    }

    private Answer find(Request request) {
        String key = request.parameter("incident_key");
        if (key.isEmpty()) {
            emptyKeyQueries.incrementAndGet();
        }
        List<Map<String, Object>> found = (key.isEmpty() ? incidents.open() : incidents.withKey(key))
                .stream().map(PagerDutyIncidents.Incident::json).toList();
        return Answer.json(200, Map.of("incidents", found, "limit", 25, "offset", 0, "more", false));
    }

    private Answer alerts(Request request) {
        String key = request.parameter("alert_key");
        return incidents
                .byId(request.segment(1))
                .map(incident -> Answer.json(
                        200,
                        Map.of(
                                "alerts",
                                key.isEmpty() || key.equals(incident.key())
                                        ? List.of(incident.alertJson())
                                        : List.of())))
                .orElseGet(PagerDutyAccount::absent);
    }

    private static Answer absent() {
        return Answer.json(404, Map.of("error", Map.of("code", 2100, "message", "Not Found")));
    }

    void clear() {
        incidents.clear();
        emptyKeyQueries.set(0);
    }
}
