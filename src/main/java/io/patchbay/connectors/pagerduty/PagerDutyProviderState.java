package io.patchbay.connectors.pagerduty;

import static io.patchbay.dispatch.Outcome.Kind.ABSENT;
import static io.patchbay.dispatch.Outcome.Kind.SUCCEEDED;
import static io.patchbay.dispatch.Outcome.Kind.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.http.Conversation;
import io.patchbay.connectors.http.ProviderAnswer;
import io.patchbay.connectors.http.ProviderFacts;
import io.patchbay.event.CaseBrief;
import io.patchbay.event.Feedback;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads how a page stands: the newest incident of its dedup key. */
final class PagerDutyProviderState {
    private static final List<String> STATES = List.of("triggered", "acknowledged", "resolved");
    /** After everything else that happened at that time. */
    private static final String LAST = "~";

    private PagerDutyProviderState() {}

    static Conversation read(ProviderAnswer answer, CaseBrief brief, List<ProviderFacts> held) {
        JsonNode incidents = answer.json().path("incidents");
        if (!incidents.isArray()) {
            return Conversation.end(UNKNOWN, answer.status(), "the incidents cannot be read");
        }
        if (incidents.isEmpty()) {
            return Conversation.end(ABSENT, answer.status(), "no incident of the dedup key");
        }
        JsonNode incident = incidents.get(0);
        String id = incident.path("id").asText("");
        String status = incident.path("status").asText("");
        Instant at = time(incident);
        if (id.matches("[A-Z0-9]{1,40}") && STATES.contains(status) && at != null) {
            held.add(new ProviderFacts(brief.ref(), List.of(fact(id, status, at, incident, brief))));
        }
        return Conversation.end(SUCCEEDED, answer.status(), "");
    }

    private static Feedback fact(String id, String status, Instant at, JsonNode incident, CaseBrief brief) {
        String key = brief.receipt("pagerduty").id();
        Map<String, String> detail = new HashMap<>();
        String assignee = incident.at("/assignments/0/assignee/id").asText("");
        if (assignee.matches("[A-Z0-9]{1,40}")) {
            detail.put("assignee", assignee);
        }
        return new Feedback("pagerduty", "page." + status, id, key, List.of(key), "", at, LAST, status, "", "", detail);
    }

    private static Instant time(JsonNode incident) {
        try {
            String changed = incident.path("last_status_change_at").asText("");
            return OffsetDateTime.parse(
                            changed.isEmpty() ? incident.path("created_at").asText("") : changed)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
