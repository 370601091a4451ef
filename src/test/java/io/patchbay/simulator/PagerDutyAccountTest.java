package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagerDutyAccountTest {
    private static ProviderSimulator simulator;
    private final SimulatorClient client = new SimulatorClient(simulator);

    @BeforeAll
    static void start() throws IOException {
        simulator = ProviderSimulator.start();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    @Test
    void aRepeatedTrigger_opensNothingWhileTheAlertIsOpen_andASecondOneAfterItIsResolved() throws IOException {
        assertThat(client.event("trigger", "hub:1").status()).isEqualTo(202);
        assertThat(client.event("trigger", "hub:1").text("/dedup_key")).isEqualTo("hub:1");
        assertThat(simulator.pagerDuty().alerts("hub:1")).isEqualTo(1);
        simulator.pagerDuty().resolveByHand("hub:1");
        client.event("trigger", "hub:1");
        assertThat(simulator.pagerDuty().alerts("hub:1")).isEqualTo(2);
        assertThat(simulator.journal().effects().with(Effect.Kind.ALERT, "hub:1"))
                .hasSize(2);
        assertThat(simulator.journal().effects().with("C7K4-92MX")).hasSize(2);
    }

    @Test
    void resolveBeforeTrigger_isDroppedWith202() throws IOException {
        assertThat(client.event("resolve", "hub:1").status()).isEqualTo(202);
        client.event("trigger", "hub:1");
        assertThat(client.pagerDuty("GET", "/incidents?incident_key=hub:1&date_range=all", null)
                        .text("/incidents/0/status"))
                .isEqualTo("triggered");
    }

    @Test
    void incidents_areFoundByKey_andTheirAlertsByAlertKey() throws IOException {
        client.event("trigger", "hub:1");
        client.event("trigger", "hub:2");
        client.event("acknowledge", "hub:2");
        SimulatorClient.Reply found = client.pagerDuty("GET", "/incidents?incident_key=hub:2&date_range=all", null);
        assertThat(found.json().path("incidents")).hasSize(1);
        assertThat(found.text("/incidents/0/status")).isEqualTo("acknowledged");
        String alerts = "/incidents/" + found.text("/incidents/0/id") + "/alerts?alert_key=";
        assertThat(client.pagerDuty("GET", alerts + "hub:2", null).json().path("alerts"))
                .hasSize(1);
        assertThat(client.pagerDuty("GET", alerts + "hub:1", null).json().path("alerts"))
                .isEmpty();
    }

    @Test
    void anEmptyKey_findsEverythingOpen_andIsCounted() throws IOException {
        client.event("trigger", "hub:1");
        client.event("trigger", "hub:2");
        assertThat(client.pagerDuty("GET", "/incidents?incident_key=", null)
                        .json()
                        .path("incidents"))
                .hasSize(2);
        assertThat(simulator.pagerDuty().emptyKeyQueries()).isEqualTo(1);
    }

    @Test
    void anInvalidEvent_isRefused() throws IOException {
        SimulatorClient.Reply refused = client.pagerDuty(
                "POST",
                "/v2/enqueue",
                "{\"routing_key\":\"r\",\"event_action\":\"trigger\",\"payload\":{\"summary\":\"s\",\"source\":\"x\","
                        + "\"severity\":\"high\"}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/status")).isEqualTo("invalid event");
        assertThat(refused.json().path("errors")).hasSize(1);
    }
}
