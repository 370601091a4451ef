package io.patchbay.intake.feedback;

import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Webhooks V3 of PagerDuty: {@code incident.resolved} becomes {@code page.resolved}, and so on for every kind of event of
 * an incident, those included that PagerDuty adds later. Notes are told without their text.
 *
 * @see <a href="https://developer.pagerduty.com/docs/webhooks-overview">Webhooks overview</a>
 */
final class PagerDutyEvents {
    private static final String INCIDENT = "incident.";

    private PagerDutyEvents() {}

    static List<Feedback> read(String source, Said body, Instant receivedAt) {
        Said event = body.at("/event");
        String type = event.text("/event_type");
        boolean whole = event.text("/data/type").equals("incident");
        Said incident = event.at(whole ? "/data" : "/data/incident");
        if (!type.matches("incident\\.[a-z_.]{1,60}") || incident.text("/id").isEmpty()) {
            return List.of();
        }
        String key = incident.text("/incident_key");
        Map<String, String> detail = new HashMap<>();
        put(detail, "assignee", incident.text("/assignees/0/id"));
        put(detail, "url", incident.text("/html_url"));
        put(detail, "note", whole ? "" : event.text("/data/id"));
        return List.of(new Feedback(
                source,
                "page." + type.substring(INCIDENT.length()),
                incident.text("/id"),
                key,
                key.isEmpty() ? List.of() : List.of(key),
                event.text("/agent/id"),
                event.time("/occurred_at").orElse(receivedAt),
                event.text("/id"),
                incident.text("/status"),
                "",
                incident.text("/resolve_reason/type"),
                detail));
    }

    private static void put(Map<String, String> detail, String name, String value) {
        if (!value.isEmpty()) {
            detail.put(name, value);
        }
    }
}
