package io.patchbay.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The incidents, one alert in each. A key opens one at a time; after it is resolved, the same key opens another. */
final class PagerDutyIncidents {
    record Incident(
            String id, int number, String key, String summary, Instant created, String status, Instant changed) {
        Incident moved(String to) {
            return new Incident(id, number, key, summary, created, to, Instant.now());
        }

        boolean isOpen() {
            return !"resolved".equals(status);
        }

        Map<String, Object> json() {
            return Map.of(
                    "id", id,
                    "type", "incident",
                    "incident_number", number,
                    "incident_key", key,
                    "title", summary,
                    "status", status,
                    "created_at", created.toString(),
                    "last_status_change_at", changed.toString(),
                    "html_url", "https://simulated.pagerduty.com/incidents/" + id);
        }

        Map<String, Object> alertJson() {
            return Map.of(
                    "id", "A" + id, "type", "alert", "alert_key", key, "status", isOpen() ? "triggered" : "resolved");
        }
    }

    private final Map<String, Incident> byId = new LinkedHashMap<>();
    private final Map<String, List<String>> idsByKey = new LinkedHashMap<>();

    /** The new incident's id, or empty when that key has an open one. */
    synchronized Optional<String> trigger(String key, String summary) {
        List<String> ids = idsByKey.computeIfAbsent(key, name -> new ArrayList<>());
        if (!ids.isEmpty() && byId.get(ids.get(ids.size() - 1)).isOpen()) {
            return Optional.empty();
        }
        int number = byId.size() + 1;
        String id = "Q%07d".formatted(number);
        byId.put(id, new Incident(id, number, key, summary, Instant.now(), "triggered", Instant.now()));
        ids.add(id);
        return Optional.of(id);
    }

    /** Moves the open incident of that key; where there is none, nothing happens, as at PagerDuty. */
    synchronized void move(String key, String status) {
        withKey(key).stream()
                .filter(Incident::isOpen)
                .forEach(incident -> byId.put(incident.id(), incident.moved(status)));
    }

    synchronized Optional<Incident> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized List<Incident> withKey(String key) {
        return idsByKey.getOrDefault(key, List.of()).stream().map(byId::get).toList();
    }

    synchronized List<Incident> open() {
        return byId.values().stream().filter(Incident::isOpen).toList();
    }

    synchronized void clear() {
        byId.clear();
        idsByKey.clear();
    }
}
