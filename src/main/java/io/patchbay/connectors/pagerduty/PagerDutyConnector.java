package io.patchbay.connectors.pagerduty;

import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderConnector;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.connectors.http.ProviderState;
import io.patchbay.dispatch.Delivery;
import io.patchbay.dispatch.Operation;
import io.patchbay.dispatch.Outcome;
import io.patchbay.event.CaseBrief;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the hub can do in PagerDuty. */
public final class PagerDutyConnector implements ProviderConnector {
    private final Optional<PagerDutySettings> settings;

    /** @param settings empty when PagerDuty is switched off */
    public PagerDutyConnector(Optional<PagerDutySettings> settings) {
        this.settings = settings;
    }

    @Override
    public String destination() {
        return "pagerduty";
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> operations() {
        return Map.of(
                Operation.TRIGGER, this::enqueue,
                Operation.ACKNOWLEDGE, this::enqueue,
                Operation.RESOLVE, this::enqueue);
    }

    @Override
    public Map<String, Function<Delivery, Conversation>> lookUps() {
        return Map.of(Operation.TRIGGER, this::findIncident);
    }

    private Conversation enqueue(Delivery delivery) {
        PagerDutySettings pagerDuty = pagerDuty();
        String key = PagerDutyComposer.dedupKey(delivery);
        boolean repeatable = !Operation.TRIGGER.equals(delivery.operation());
        return Conversation.ask(
                ProviderRequest.post(
                        pagerDuty.events(),
                        "/v2/enqueue",
                        PagerDutyComposer.event(delivery, pagerDuty),
                        Map.of("Accept", "application/json")),
                answer -> Conversation.end(PagerDutyAnswers.enqueued(answer, key, repeatable)));
    }

    /**
     * Looks for the incident of the delivery's dedup key. Events become incidents some seconds after 202, so absence
     * counts only after a quiet period. Without an API token nothing can be told.
     */
    private Conversation findIncident(Delivery delivery) {
        PagerDutySettings pagerDuty = pagerDuty();
        if (pagerDuty.apiToken().isEmpty()) {
            return Conversation.end(Outcome.Kind.UNKNOWN, 0, "look-up: pagerduty.yaml has no API token");
        }
        String key = PagerDutyComposer.dedupKey(delivery);
        return Conversation.ask(
                incidentsOf(key, pagerDuty),
                answer -> Conversation.end(answer.lookedUp().orElseGet(() -> PagerDutyAnswers.found(answer, key))));
    }

    /** How the case's page stands now; nothing is asked for a case that has ended or has none, or without an API token. */
    public ProviderState present(CaseBrief brief) {
        String key = brief.receipt("pagerduty").id();
        Optional<PagerDutySettings> api =
                settings.filter(each -> !each.apiToken().isEmpty());
        if (key.isEmpty() || brief.terminal() || api.isEmpty()) {
            return new ProviderState(held -> Conversation.end(Outcome.Kind.ABSENT, 0, "no page"));
        }
        return new ProviderState(held -> Conversation.ask(incidentsOf(key, api.get()), answer -> answer.lookedUp()
                .map(Conversation::end)
                .orElseGet(() -> PagerDutyProviderState.read(answer, brief, held))));
    }

    private static ProviderRequest incidentsOf(String key, PagerDutySettings pagerDuty) {
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

    private PagerDutySettings pagerDuty() {
        return settings.orElseThrow(() -> NotDeliverableException.switchedOff("pagerduty"));
    }
}
