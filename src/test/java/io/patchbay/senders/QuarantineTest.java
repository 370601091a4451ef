package io.patchbay.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.sandbox.Outcomes;
import io.patchbay.sandbox.PersonTokens;
import io.patchbay.sandbox.RunningHub;
import io.patchbay.simulator.ProviderSimulator;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapping that does not fit what its source sends: seen over HTTP, mended, and nothing lost. */
class QuarantineTest {
    private static final String EVENT =
            "{\"kind\":\"call.summary\",\"call\":{\"ref\":\"RW-1\"},\"gist\":\"Exports are empty\",\"event_id\":\"rw-1\"}";

    @TempDir
    Path folder;

    @Test
    void eventThatItsMappingCannotRead_isQuarantinedVisibly_andReadmittedWhenTheMappingIsMended() throws IOException {
        ShippedSenders senders = new ShippedSenders(folder.resolve("config"));
        write("/call/reference");
        try (ProviderSimulator providers = ProviderSimulator.start()) {
            Map<String, String> settings = new HashMap<>(providers.environment());
            settings.putAll(senders.settings(folder.resolve("data")));
            String event = postAndSeeQuarantined(senders, settings);
            write("/call/ref");
            try (RunningHub hub = RunningHub.start(settings)) {
                JsonNode readmitted = RunningHub.json(
                        hub.post(PersonTokens.of("tomas"), "/api/v1/events/" + event + "/readmit", Map.of())
                                .body());
                assertThat(readmitted.path("readmitted").asBoolean()).isTrue();

                Outcomes outcomes = new Outcomes(hub, TimeLimit.ofSeconds(60));
                assertThat(outcomes.triaged(event).path("state").asText()).isEqualTo("done");
                assertThat(outcomes.settledCase("RW-1").path("ref").asText()).isNotEmpty();
                assertThat(hub.get("/api/v1/events?state=quarantined")).isEmpty();
            }
        }
    }

    private static String postAndSeeQuarantined(ShippedSenders senders, Map<String, String> settings) {
        try (RunningHub hub = RunningHub.start(settings)) {
            String event = RunningHub.json(senders.post(hub, "ringwell", "application/json", EVENT, "1")
                            .body())
                    .path("event_id")
                    .asText();
            new Outcomes(hub, TimeLimit.ofSeconds(60)).triaged(event);

            JsonNode waiting = hub.get("/api/v1/events?state=quarantined");
            assertThat(waiting).hasSize(1);
            assertThat(waiting.get(0).path("id").asText()).isEqualTo(event);
            assertThat(waiting.get(0).path("reason").asText())
                    .isEqualTo("/call/reference: there is no call id of 1 to 255 characters here");
            return event;
        }
    }

    private void write(String callId) throws IOException {
        Files.writeString(folder.resolve("config/sources/ringwell.yaml"), """
                name: ringwell
                kind: call
                signature: {scheme: hmac, header: X-Ringwell-Signature}
                delivery_id: /event_id
                call_id: %s
                phase: {from: /kind, map: {call.summary: call.analyzed}}
                fields: {report.summary: /gist}
                """.formatted(callId));
    }
}
