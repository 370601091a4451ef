package io.patchbay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** Asks a running hub what became of what was posted, and waits until that is settled. */
public final class Outcomes {
    private static final Set<String> TRIAGED = Set.of("done", "ignored", "quarantined", "dead");
    private static final Set<String> SETTLED = Set.of("done", "dead", "cancelled");

    private final RunningHub hub;
    private final Duration atMost;

    public Outcomes(RunningHub hub, Duration atMost) {
        this.hub = hub;
        this.atMost = atMost;
    }

    /** Waits until the event was triaged, and returns it. */
    public JsonNode triaged(String eventId) {
        return Awaitility.await("event " + eventId + " triaged")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> hub.get("/api/v1/events/" + eventId),
                        event -> TRIAGED.contains(event.path("state").asText()));
    }

    /** Waits until the call has a case all of whose dispatches have ended, and returns the case. */
    public JsonNode settledCase(String callId) {
        return Awaitility.await("call " + callId + " settled")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> caseOf(callId), found -> found.filter(Outcomes::settled)
                        .isPresent())
                .orElseThrow();
    }

    private Optional<JsonNode> caseOf(String callId) {
        JsonNode cases = hub.get("/api/v1/cases?call_id=" + callId).get("cases");
        return cases.isEmpty()
                ? Optional.empty()
                : Optional.of(hub.get("/api/v1/cases/" + cases.get(0).get("ref").asText()));
    }

    private static boolean settled(JsonNode found) {
        return StreamSupport.stream(found.get("dispatches").spliterator(), false)
                .allMatch(dispatch -> SETTLED.contains(dispatch.get("state").asText()));
    }
}
