package io.patchbay.connectors.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.connectors.http.ProviderRequest;
import io.patchbay.event.CaseBrief.Receipt;
import io.patchbay.platform.Json;
import io.patchbay.platform.WriteBackTargets;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WriteBackConnectorTest {
    private static final Clock CLOCK = Clock.fixed(Deliveries.NOW, ZoneOffset.UTC);
    private static final SecretKeySpec KEY =
            new SecretKeySpec("a secret of some length".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    private static final WriteBackTargets TARGETS = () ->
            Map.of("generic", new WriteBackTargets.Target(URI.create("https://calls.example.com/hooks/1"), false, KEY));

    private ProviderRequest post(Clock clock, Deliveries delivery) {
        return new WriteBackConnector(TARGETS, true, clock)
                .operations()
                .get(delivery.build().operation())
                .apply(delivery.build())
                .request();
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
    void the_source_of_an_untrusted_caller_is_told_no_case_ticket_queue_or_owner() throws IOException {
        JsonNode expected = Json.read("""
                {"type": "case.updated", "timestamp": "2026-11-21T09:00:05Z",
                 "data": {"call_id": "call-000001", "status": "open", "terminal": false,
                  "withheld": "The caller is not proven to belong to an account."}}
                """.getBytes(StandardCharsets.UTF_8));

        Deliveries update = update().confirmed(2).matter(Deliveries.ofUntrustedCaller());

        assertThat(Json.read(post(CLOCK, update).body())).isEqualTo(expected);
    }

    @Test
    void another_call_that_joined_the_case_is_told_it_whatever_the_first_caller_was() throws IOException {
        Deliveries joined = update().matter(Deliveries.ofUntrustedCaller()).payload("call_id", "call-000002");

        assertThat(Json.read(post(CLOCK, joined).body()).at("/data/case").asText())
                .isEqualTo("C7K4-92MX");
        assertThat(Json.read(post(CLOCK, joined.payload("call_id", "call-000001"))
                                .body())
                        .at("/data")
                        .has("case"))
                .isFalse();
        assertThat(Json.read(post(CLOCK, joined.payload("source", "generic")).body())
                        .at("/data")
                        .has("case"))
                .isFalse();
    }

    @Test
    void what_is_withheld_has_an_id_of_its_own() {
        String withheld = post(CLOCK, update().matter(Deliveries.ofUntrustedCaller()))
                .headers()
                .get("webhook-id");

        assertThat(post(CLOCK, update()).headers().get("webhook-id")).isNotEqualTo(withheld);
        assertThat(post(CLOCK, update().confirmed(2).matter(Deliveries.ofUntrustedCaller()))
                        .headers()
                        .get("webhook-id"))
                .as("a severity that is not told is no news")
                .isEqualTo(withheld);
    }

    @Test
    void an_untrusted_caller_is_told_nothing_about_an_incident() {
        Deliveries news = Deliveries.of("writeback", "incident_updated")
                .payload("incident", "INC-7K2Q4")
                .payload("stage", "identified")
                .payload("version", "2")
                .payload("text", "We look into it.")
                .matter(Deliveries.ofUntrustedCaller());

        assertThatThrownBy(() -> post(CLOCK, news))
                .isInstanceOf(NotDeliverableException.class)
                .hasMessage("its caller is not proven to belong to an account");
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
        mac.update(
                (request.headers().get("webhook-id") + "." + request.headers().get("webhook-timestamp") + ".")
                        .getBytes(StandardCharsets.UTF_8));
        String expected = Base64.getEncoder().encodeToString(mac.doFinal(request.body()));
        assertThat(request.headers().get("webhook-signature")).isEqualTo("v1," + expected);
        assertThat(request.headers().get("webhook-timestamp"))
                .isEqualTo(String.valueOf(Deliveries.NOW.getEpochSecond()));
    }

    @Test
    void the_same_news_has_the_same_id_later_and_other_news_another() {
        Clock later = Clock.offset(CLOCK, Duration.ofMinutes(5));
        String id = post(CLOCK, update()).headers().get("webhook-id");
        assertThat(post(later, update()).headers().get("webhook-id")).isEqualTo(id);
        assertThat(post(CLOCK, update().confirmed(1)).headers().get("webhook-id"))
                .isNotEqualTo(id);
    }

    @Test
    void a_confirmed_severity_is_told_with_its_level() throws IOException {
        JsonNode severity = Json.read(post(CLOCK, update().confirmed(2)).body()).at("/data/severity");
        assertThat(severity.toString()).isEqualTo("{\"state\":\"confirmed\",\"level\":\"SEV2\"}");
    }
}
