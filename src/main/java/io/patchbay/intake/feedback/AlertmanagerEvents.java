package io.patchbay.intake.feedback;

import io.patchbay.event.Feedback;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Webhooks of Prometheus' Alertmanager, version 4: one fact for each alert of the group. An alert is known by its
 * fingerprint; it began at one time and, when it is over, ended at another.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">webhook_config</a>
 */
final class AlertmanagerEvents {
    private static final int MOST_ALERTS = 500;
    private static final int MOST_LABELS = 30;

    private AlertmanagerEvents() {}

    static List<Feedback> read(String source, Said body, Instant receivedAt) {
        return body.each("/alerts")
                .limit(MOST_ALERTS)
                .filter(alert -> !alert.text("/fingerprint").isEmpty())
                .map(alert -> alert(source, alert, receivedAt))
                .toList();
    }

    private static Feedback alert(String source, Said alert, Instant receivedAt) {
        boolean over = alert.text("/status").equals("resolved");
        Map<String, String> detail = new HashMap<>();
        detail.put("name", alert.text("/labels/alertname"));
        alert.json().at("/labels").properties().stream()
                .limit(MOST_LABELS)
                .filter(label -> label.getKey().matches("[A-Za-z_][A-Za-z0-9_]{0,60}"))
                .forEach(label -> detail.put("label." + label.getKey(), alert.text("/labels/" + label.getKey())));
        return new Feedback(
                source,
                over ? "monitor.resolved" : "monitor.firing",
                alert.text("/fingerprint"),
                "",
                List.of(),
                "",
                alert.time(over ? "/endsAt" : "/startsAt").orElse(receivedAt),
                alert.text("/startsAt"),
                alert.text("/status"),
                "",
                "",
                detail);
    }
}
