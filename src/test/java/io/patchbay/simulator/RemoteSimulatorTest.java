package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteSimulatorTest {
    private ProviderSimulator simulator;
    private RemoteSimulator remote;
    private SimulatorClient client;

    @BeforeEach
    void start() throws IOException {
        simulator = ProviderSimulator.start();
        remote = new RemoteSimulator(simulator.controlUrl());
        client = new SimulatorClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void faultsAndTheJournal_workFromAnotherProcess() throws IOException {
        remote.fault(Endpoint.JIRA_CREATE_ISSUE, Fault.doneBut(503), 1);
        assertThat(client.createIssue("SUP", "dsp_1").status()).isEqualTo(503);
        assertThat(client.createIssue("SUP", "dsp_2").status()).isEqualTo(201);
        assertThat(remote.effects().with(Effect.Kind.ISSUE, "dsp_1")).hasSize(1);
        assertThat(remote.calls(Endpoint.JIRA_CREATE_ISSUE)).isEqualTo(2);
    }

    @Test
    void settings_workFromAnotherProcess() throws IOException {
        client.createIssue("SUP", "dsp_1");
        remote.jiraIndexLag(Duration.ofHours(1));
        assertThat(client.search("SUP", "dsp_1").json().path("issues")).isEmpty();
        remote.refuse(Provider.SLACK);
        assertThatThrownBy(() -> client.postMessage("C0SUPPORT", "dsp_1")).isInstanceOf(ConnectException.class);
        remote.listen(Provider.SLACK);
        assertThat(client.postMessage("C0SUPPORT", "dsp_1").status()).isEqualTo(200);
        remote.reset();
        assertThat(remote.effects().all()).isEmpty();
    }
}
