package io.patchbay.connectors.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.patchbay.connectors.Deliveries;
import io.patchbay.connectors.http.NotDeliverableException;
import io.patchbay.platform.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyComposerTest {
    private static final URI ANY = URI.create("https://pagerduty.example.com");
    private static final PagerDutySettings SETTINGS = new PagerDutySettings(
            ANY,
            ANY,
            ANY,
            "",
            "key-default",
            Map.of("security", "key-security"),
            Map.of("SEV1", "critical", "SEV2", "error", "SEV3", "warning", "SEV4", "info"),
            null);

    private static Deliveries trigger() {
        return Deliveries.of("pagerduty", "trigger").confirmed(1);
    }

    private static ObjectNode event(Deliveries deliveries) {
        return PagerDutyComposer.event(deliveries.build(), SETTINGS);
    }

    @Test
    void a_trigger_names_the_case_the_call_and_the_account() {
        ObjectNode event = event(trigger().with(Deliveries.TICKET, Deliveries.MESSAGE));
        assertThat(event.path("event_action").asText()).isEqualTo("trigger");
        assertThat(event.path("dedup_key").asText()).isEqualTo("C7K4-92MX.pagerduty.trigger.1");
        assertThat(event.path("routing_key").asText()).isEqualTo("key-default");
        assertThat(event.at("/payload/summary").asText())
                .isEqualTo("SEV1: Northwind: checkout: Checkout returns errors since this morning");
        assertThat(event.at("/payload/component").asText()).isEqualTo("checkout");
        assertThat(event.at("/payload/group").asText()).isEqualTo("support");
        assertThat(event.at("/payload/custom_details/case").asText()).isEqualTo("C7K4-92MX");
        assertThat(event.at("/payload/custom_details/call_id").asText()).isEqualTo("call-000001");
        assertThat(event.at("/payload/custom_details/account").asText()).isEqualTo("acct-1042");
        assertThat(event.path("links").findValuesAsText("text")).containsExactly("Ticket", "Slack message");
    }

    @ParameterizedTest
    @CsvSource({"1,critical", "2,error", "3,warning", "4,info"})
    void a_confirmed_level_becomes_pagerdutys_severity(int level, String severity) {
        assertThat(event(trigger().confirmed(level)).at("/payload/severity").asText())
                .isEqualTo(severity);
    }

    @Test
    void an_unconfirmed_severity_pages_nobody() {
        assertThatThrownBy(() -> event(Deliveries.of("pagerduty", "trigger")))
                .isInstanceOf(NotDeliverableException.class)
                .hasMessage("severity unconfirmed");
    }

    @Test
    void a_dedup_key_in_the_payload_wins_over_the_marker() {
        assertThat(event(trigger().payload("dedup_key", "inc-7"))
                        .path("dedup_key")
                        .asText())
                .isEqualTo("inc-7");
    }

    @Test
    void acknowledging_and_resolving_speak_of_the_page_there_is() {
        Deliveries resolve = Deliveries.of("pagerduty", "resolve");
        assertThatThrownBy(() -> event(resolve)).isInstanceOf(NotDeliverableException.class);
        assertThat(event(resolve.with(Deliveries.PAGE)).path("dedup_key").asText())
                .isEqualTo("page-key");
        assertThat(event(resolve).has("payload")).isFalse();
    }

    @Test
    void a_restricted_case_pages_its_own_service_with_references_only() {
        ObjectNode event = event(
                trigger().restricted().matter(Deliveries.saying("TELLTALE")).with(Deliveries.TICKET));
        assertThat(event.path("routing_key").asText()).isEqualTo("key-security");
        assertThat(event.toString())
                .contains("C7K4-92MX", "call-000001", "SUP-42")
                .doesNotContain("TELLTALE");
    }

    @Property(tries = 100)
    void whatever_is_said_stays_within_pagerdutys_limits(@ForAll String text, @ForAll boolean long_) {
        String said = long_ ? (text + "\"\\").repeat(500) : text;
        ObjectNode event = event(trigger().matter(Deliveries.saying(said)));
        assertThat(event.at("/payload/summary").asText())
                .hasSizeBetween(1, 1_024)
                .doesNotContain("\n");
        assertThat(Json.write(event).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(512 * 1024);
    }
}
