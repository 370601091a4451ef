package io.patchbay.connectors;

import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief;
import java.util.LinkedHashMap;
import java.util.Map;

/** Door to PagerDuty, called by the {@code pagerduty-*} Kamelets. */
public final class PagerDutyConnector {
    private final Destinations destinations;

    PagerDutyConnector(Destinations destinations) {
        this.destinations = destinations;
    }

    /** The request that triggers, acknowledges or resolves, as the delivery's operation says. */
    public ProviderRequest enqueue(Delivery delivery) {
        PagerDutySettings pagerDuty = destinations.pagerDuty();
        return ProviderRequest.post(
                pagerDuty.events(),
                "/v2/enqueue",
                PagerDutyComposer.event(delivery, pagerDuty),
                Map.of("Accept", "application/json"));
    }

    public Outcome enqueued(Delivery delivery, ProviderAnswer answer) {
        boolean repeatable = !Operation.TRIGGER.equals(delivery.operation());
        return PagerDutyAnswers.enqueued(answer, PagerDutyComposer.dedupKey(delivery), repeatable);
    }

    /**
     * Looks for the incident of the delivery's dedup key. Events become incidents some seconds after 202, so absence
     * counts only after a quiet period. Without an API token nothing can be told.
     */
    public Conversation findIncident(Delivery delivery) {
        PagerDutySettings pagerDuty = destinations.pagerDuty();
        if (pagerDuty.apiToken().isEmpty()) {
            return Conversation.end(Outcome.Kind.UNKNOWN, 0, "look-up: pagerduty.yaml has no API token");
        }
        String key = PagerDutyComposer.dedupKey(delivery);
        return Conversation.ask(
                incidentsOf(key),
                answer -> Conversation.end(answer.lookedUp().orElseGet(() -> PagerDutyAnswers.found(answer, key))));
    }

    /** How the case's page stands now; nothing is asked for a case that has ended or has none, or without an API token. */
    public Present present(CaseBrief brief) {
        String key = brief.receipt("pagerduty").id();
        if (key.isEmpty() || brief.terminal() || !destinations.hasPagerDutyApi()) {
            return new Present(held -> Conversation.end(Outcome.Kind.ABSENT, 0, "no page"));
        }
        return new Present(held -> Conversation.ask(incidentsOf(key), answer -> answer.lookedUp()
                .map(Conversation::end)
                .orElseGet(() -> PagerDutyPresent.read(answer, brief, held))));
    }

    private ProviderRequest incidentsOf(String key) {
        PagerDutySettings pagerDuty = destinations.pagerDuty();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("incident_key", key);
        query.put("date_range", "all");
        query.put("sort_by", "created_at:desc");
        query.put("limit", "10");
        Map<String, String> headers = Map.of(
                "Authorization",
                "Token token=" + pagerDuty.apiToken(),
                "Accept",
                "application/vnd.pagerduty+json;version=2");
        return ProviderRequest.get(pagerDuty.api(), "/incidents", query, headers);
    }
}
