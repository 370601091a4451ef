package io.patchbay.connectors.pagerduty;

import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.settings.DestinationFile;
import io.patchbay.connectors.text.Marker;
import io.patchbay.dispatch.DestinationLimits;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code destinations/pagerduty.yaml}.
 *
 * @param web where people open incidents
 * @param apiToken of the REST API, or empty when there is none: then a page whose fate is unknown goes to a person
 * @param routingKey the integration key for queues that have none of their own
 * @param severities PagerDuty's severity for each confirmed level, by {@code SEV1} to {@code SEV4}
 */
public record PagerDutySettings(
        URI events,
        URI api,
        URI web,
        String apiToken,
        String routingKey,
        Map<String, String> routingKeys,
        Map<String, String> severities,
        DestinationLimits limits) {

    public static PagerDutySettings of(DestinationFile file) {
        return new PagerDutySettings(
                file.calledUrl("/events_url", URI.create("https://events.pagerduty.com")),
                file.calledUrl("/api_url", URI.create("https://api.pagerduty.com")),
                file.url("/web_url", URI.create("https://app.pagerduty.com")),
                file.text("/api_token"),
                file.text("/routing_key"),
                file.texts("/routing_keys"),
                file.texts("/severities"),
                file.limits());
    }

    public String routingKey(String queue) {
        return routingKeys.getOrDefault(queue, routingKey);
    }

    /** What is kept of the routing key that the queue's pages go to: a fingerprint, since the key is a secret. */
    public String place(String queue) {
        return fingerprint(routingKey(queue));
    }

    /**
     * The routing key that a page went to.
     *
     * @param place its fingerprint, or the empty string for a page that went nowhere yet
     * @throws NotDeliverableException when no configured key has that fingerprint any more
     */
    public String routingKey(String queue, String place) {
        return Stream.concat(
                        Stream.of(routingKey(queue)),
                        Stream.concat(Stream.of(routingKey), routingKeys.values().stream()))
                .filter(key -> place.isEmpty() || fingerprint(key).equals(place))
                .findFirst()
                .orElseThrow(() -> new NotDeliverableException(
                        "the routing key that the page was sent with is not in pagerduty.yaml any more"));
    }

    private static String fingerprint(String key) {
        return Marker.sha256(key).substring(0, 16);
    }

    @Override
    public String toString() {
        return "PagerDutySettings[" + events.getHost() + "]";
    }
}
