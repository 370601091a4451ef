package io.patchbay.connectors;

import io.patchbay.dispatch.DestinationLimits;
import java.net.URI;
import java.util.Map;

/**
 * {@code destinations/pagerduty.yaml}.
 *
 * @param web where people open incidents
 * @param apiToken of the REST API, or empty when there is none: then a page whose fate is unknown goes to a person
 * @param routingKey the integration key for queues that have none of their own
 * @param severities PagerDuty's severity for each confirmed level, by {@code SEV1} to {@code SEV4}
 */
record PagerDutySettings(
        URI events,
        URI api,
        URI web,
        String apiToken,
        String routingKey,
        Map<String, String> routingKeys,
        Map<String, String> severities,
        DestinationLimits limits) {

    static PagerDutySettings of(DestinationFile file) {
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

    String routingKey(String queue) {
        return routingKeys.getOrDefault(queue, routingKey);
    }

    @Override
    public String toString() {
        return "PagerDutySettings[" + events.getHost() + "]";
    }
}
