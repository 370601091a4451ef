package io.patchbay.intake.feedback;

import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Webhooks of a status page. Every delivery holds the whole incident; its stage is the one of the newest update by time.
 *
 * @see <a href="https://support.atlassian.com/statuspage/docs/enable-webhook-notifications/">Webhook notifications</a>
 */
final class StatuspageEvents {
    private StatuspageEvents() {}

    static List<Feedback> read(String source, Said body, Instant receivedAt) {
        return body.at("/incident").exists()
                ? incident(source, body.at("/incident"), receivedAt)
                : component(source, body, receivedAt);
    }

    private static List<Feedback> incident(String source, Said incident, Instant receivedAt) {
        Optional<Said> newest = incident.each("/incident_updates")
                .max(Comparator.comparing(update -> update.time("/created_at").orElse(Instant.EPOCH)));
        String status = newest.map(update -> update.text("/status"))
                .filter(text -> !text.isEmpty())
                .orElse(incident.text("/status"));
        if (incident.text("/id").isEmpty() || status.isEmpty()) {
            return List.of();
        }
        Map<String, String> detail = new HashMap<>();
        detail.put("name", incident.text("/name"));
        detail.put("impact", incident.text("/impact"));
        detail.put("url", incident.text("/shortlink"));
        detail.put(
                "parts",
                incident.each("/components")
                        .map(component -> component.text("/name"))
                        .filter(name -> !name.isEmpty())
                        .limit(20)
                        .collect(Collectors.joining("\n")));
        Instant at = newest.flatMap(update -> update.time("/created_at"))
                .or(() -> incident.time("/updated_at"))
                .orElse(receivedAt);
        String order = newest.map(update -> update.text("/id")).orElse("");
        return List.of(outage(source, "outage.updated", incident.text("/id"), at, order, status, detail));
    }

    private static List<Feedback> component(String source, Said body, Instant receivedAt) {
        Said update = body.at("/component_update");
        String id = update.text("/component_id");
        if (id.isEmpty()) {
            return List.of();
        }
        Map<String, String> detail =
                Map.of("name", body.text("/component/name"), "parts", body.text("/component/name"));
        return List.of(outage(
                source,
                "outage.component_updated",
                id,
                update.time("/created_at").orElse(receivedAt),
                update.text("/id"),
                update.text("/new_status"),
                detail));
    }

    private static Feedback outage(
            String source,
            String kind,
            String object,
            Instant at,
            String order,
            String status,
            Map<String, String> detail) {
        return new Feedback(source, kind, object, "", List.of(), "", at, order, status, "", "", detail);
    }
}
