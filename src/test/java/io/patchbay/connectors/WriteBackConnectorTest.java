package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.platform.EnvironmentReferences;
import io.patchbay.platform.Json;
import io.patchbay.platform.WriteBackTargets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBackConnectorTest {
    private static final Clock CLOCK = Clock.fixed(Deliveries.NOW, ZoneOffset.UTC);
    private static final SecretKeySpec KEY =
            new SecretKeySpec("a secret of some length".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    @TempDir
    private Path folder;

    private Destinations destinations;

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("destinations")).resolve("writeback.yaml"), "retry: ticket\n");
        URI url = URI.create("https://calls.example.com/hooks/1");
        destinations = Destinations.read(
                folder,
                new EnvironmentReferences(name -> null),
                () -> Map.of("generic", new WriteBackTargets.Target(url, false, KEY)));
    }

    private ProviderRequest post(Clock clock, Deliveries delivery) {
        return new WriteBackConnector(destinations, clock).post(delivery.build());
    }

    private static Deliveries update() {
        return Deliveries.of("writeback", "case_updated")
                .with(
                        Deliveries.TICKET,
                        Deliveries.MESSAGE,
                        new Receipt("pagerduty", "not_paged", "", "", "", "", "severity unconfirmed"));
    }

    @Test
    void the_source_is_told_the_published_form() throws IOException {
        JsonNode expected = Json.read("""
                {"type": "case.updated", "timestamp": "2026-11-21T09:00:05Z",
                 "data": {"call_id": "call-000001", "case": "C7K4-92MX", "status": "open", "queue": "support",
                  "owner": {"name": "Support tier 2", "assigned": false},
                  "severity": {"state": "unconfirmed", "level": null},
                  "evidence": {"ticket_created": "2026-11-21T09:00:06Z", "owner_assigned": null, "engineering_engaged": null,
                   "incident_declared": null, "fix_deployed": null, "service_restored": null},
                  "destinations": [
                   {"destination": "jira", "status": "succeeded", "id": "10042", "key": "SUP-42",
                    "url": "https://jira.example.com/browse/SUP-42"},
                   {"destination": "slack", "status": "succeeded", "id": "1763715607.000200", "channel": "C0SUPPORT",
                    "url": "https://example.slack.com/archives/C0SUPPORT/p1763715607000200"},
                   {"destination": "pagerduty", "status": "not_paged", "reason": "severity unconfirmed"}],
                  "terminal": false}}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(Json.read(post(CLOCK, update()).body())).isEqualTo(expected);
    }

    @Test
    void an_approved_message_is_told_word_for_word() throws IOException {
        Deliveries news = Deliveries.of("writeback", "incident_updated")
                .payload("incident", "INC-7K2Q4")
                .payload("stage", "resolved")
                .payload("version", "2")
                .payload("text", "It works <again>.");
        JsonNode expected = Json.read("""
                {"type": "incident.updated", "timestamp": "2026-11-21T09:00:05Z",
                 "data": {"call_id": "call-000001", "case": "C7K4-92MX", "incident": "INC-7K2Q4", "stage": "resolved",
                  "version": 2, "update_id": "dsp_1", "message": "It works <again>.", "terminal": true}}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(Json.read(post(CLOCK, news).body())).isEqualTo(expected);
    }

    @Test
    void the_signature_is_that_of_standard_webhooks() throws Exception {
        ProviderRequest request = post(CLOCK, update());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(KEY);
        mac.update((request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));
        String expected = Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
        assertThat(request.header("webhook-signature")).isEqualTo("v1," + expected);
        assertThat(request.header("webhook-timestamp")).isEqualTo(String.valueOf(Deliveries.NOW.getEpochSecond()));
    }

    @Test
    void the_same_news_has_the_same_id_later_and_other_news_another() {
        Clock later = Clock.offset(CLOCK, Duration.ofMinutes(5));
        String id = post(CLOCK, update()).header("webhook-id");
        assertThat(post(later, update()).header("webhook-id")).isEqualTo(id);
        assertThat(post(CLOCK, update().confirmed(1)).header("webhook-id")).isNotEqualTo(id);
    }

    @Test
    void a_confirmed_severity_is_told_with_its_level() throws IOException {
        JsonNode severity = Json.read(post(CLOCK, update().confirmed(2)).body()).at("/data/severity");
        assertThat(severity.toString()).isEqualTo("{\"state\":\"confirmed\",\"level\":\"SEV2\"}");
    }
}
