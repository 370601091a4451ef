package io.patchbay.simulator;

import static io.patchbay.simulator.Endpoint.JIRA_CREATE_ISSUE;
import static io.patchbay.simulator.Endpoint.PAGERDUTY_ENQUEUE;
import static io.patchbay.simulator.Endpoint.SLACK_POST_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {
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

    @ParameterizedTest
    @EnumSource(
            value = Fault.Way.class,
            names = {"CLOSED", "RESET", "TRUNCATED", "GARBAGE", "MALFORMED_CHUNK"})
    void aLostAnswer_leavesTheEffect(Fault.Way way) throws IOException {
        simulator.faults().on(JIRA_CREATE_ISSUE).once(Fault.lostAnswer(way));
        assertThatThrownBy(() -> client.createIssue("SUP", "dsp_1")).isInstanceOf(IOException.class);
        assertThat(issues()).isEqualTo(1);
        assertThat(client.createIssue("SUP", "dsp_2").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503})
    void anErrorAfterTheEffect_leavesTheEffect(int status) throws IOException {
        simulator.faults().on(JIRA_CREATE_ISSUE).once(Fault.doneBut(status));
        assertThat(client.createIssue("SUP", "dsp_1").status()).isEqualTo(status);
        assertThat(issues()).isEqualTo(1);
    }

    @Test
    void aFailureBeforeTheEffect_leavesNone() throws IOException {
        simulator
                .faults()
                .on(JIRA_CREATE_ISSUE)
                .once(Fault.refusedWith(400, "{\"errorMessages\":[\"no\"],\"errors\":{}}"));
        simulator.faults().on(JIRA_CREATE_ISSUE).once(Fault.brokenBefore(Fault.Way.RESET));
        assertThat(client.createIssue("SUP", "dsp_1").status()).isEqualTo(400);
        assertThatThrownBy(() -> client.createIssue("SUP", "dsp_1")).isInstanceOf(IOException.class);
        assertThat(issues()).isZero();
    }

    @Test
    void noAnswer_outlastsTheClient() {
        simulator.faults().on(JIRA_CREATE_ISSUE).once(Fault.lostAnswer(Fault.Way.NEVER));
        assertThatThrownBy(() -> client.waitingAtMost(Duration.ofMillis(300)).createIssue("SUP", "dsp_1"))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(issues()).isEqualTo(1);
    }

    @Test
    void aDribble_feedsTheClientAByteASecond() {
        simulator.faults().on(JIRA_CREATE_ISSUE).once(Fault.lostAnswer(Fault.Way.DRIBBLED));
        CompletableFuture<Void> call = CompletableFuture.runAsync(
                () -> assertThatCode(() -> client.createIssue("SUP", "dsp_1")).isNotNull());
        assertThatThrownBy(() -> call.get(1_500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(issues()).isEqualTo(1);
    }

    @Test
    void throttling_carriesWhateverRetryAfterIsAskedFor() throws IOException {
        for (String retryAfter : new String[] {"3", "Sun, 06 Nov 2044 08:49:37 GMT", "soon", null}) {
            simulator.faults().on(SLACK_POST_MESSAGE).once(Fault.throttled(retryAfter));
            SimulatorClient.Reply reply = client.postMessage("C0SUPPORT", "dsp_1");
            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.http().headers().firstValue("retry-after").orElse(null))
                    .isEqualTo(retryAfter);
        }
        assertThat(simulator.slack().messages("C0SUPPORT")).isZero();
    }

    @Test
    void slackErrors_canHideAnEffect() throws IOException {
        simulator.faults().on(SLACK_POST_MESSAGE).once(Fault.slackError("fatal_error", true));
        assertThat(client.postMessage("C0SUPPORT", "dsp_1").text("/error")).isEqualTo("fatal_error");
        assertThat(simulator.slack().messages("C0SUPPORT")).isEqualTo(1);
    }

    @Test
    void hugeAndHtmlBodies_areSent() throws IOException {
        simulator.faults().on(SLACK_POST_MESSAGE).once(Fault.hugeAnswer(10_000_000));
        assertThat(client.postMessage("C0SUPPORT", "dsp_1").http().body()).hasSize(10_000_000);
        simulator.faults().on(SLACK_POST_MESSAGE).once(Fault.htmlAnswer(200, false));
        assertThat(client.postMessage("C0SUPPORT", "dsp_2").http().body()).startsWith("<html>");
    }

    @Test
    void delays_addToEveryRequest_andToOtherFaults() throws IOException {
        simulator.faults().on(PAGERDUTY_ENQUEUE).always(Fault.delay(Duration.ofMillis(150), Duration.ofMillis(250)));
        simulator.faults().on(PAGERDUTY_ENQUEUE).once(Fault.doneBut(500));
        for (int expected : new int[] {500, 202}) {
            Instant before = Instant.now();
            assertThat(client.event("trigger", "hub:1").status()).isEqualTo(expected);
            assertThat(Duration.between(before, Instant.now()))
                    .isBetween(Duration.ofMillis(150), Duration.ofSeconds(2));
        }
    }

    @Test
    void oneShotFaults_queueUp_countsRunOut_andPredicatesChoose() throws IOException {
        simulator
                .faults()
                .on(PAGERDUTY_ENQUEUE)
                .once(Fault.doneBut(500))
                .on(PAGERDUTY_ENQUEUE)
                .times(2, Fault.doneBut(503));
        simulator
                .faults()
                .on(PAGERDUTY_ENQUEUE)
                .when(request -> request.text().contains("hub:bad"), Fault.refusedWith(400, "{}"));
        assertThat(client.event("trigger", "hub:1").status()).isEqualTo(500);
        assertThat(client.event("trigger", "hub:1").status()).isEqualTo(503);
        assertThat(client.event("trigger", "hub:1").status()).isEqualTo(503);
        assertThat(client.event("trigger", "hub:bad").status()).isEqualTo(400);
        assertThat(client.event("trigger", "hub:1").status()).isEqualTo(202);
    }

    @Test
    void probability_isDrawnFromTheSeed() throws IOException {
        assertThat(failuresWithSeed(7)).isEqualTo(failuresWithSeed(7)).isBetween(20L, 80L);
    }

    private static long failuresWithSeed(long seed) {
        FaultPlan plan = new FaultPlan(seed).on(JIRA_CREATE_ISSUE).sometimes(0.25, Fault.doneBut(500));
        return IntStream.range(0, 200)
                .filter(i -> !plan.next(JIRA_CREATE_ISSUE, null).onlySlows())
                .count();
    }

    @Test
    void aProviderThatRefuses_leavesTheOthersAlone_andComesBackOnItsPort() throws IOException {
        simulator.refuse(Provider.JIRA);
        assertThatThrownBy(() -> client.createIssue("SUP", "dsp_1")).isInstanceOf(ConnectException.class);
        assertThat(client.postMessage("C0SUPPORT", "dsp_2").status()).isEqualTo(200);
        simulator.listen(Provider.JIRA);
        assertThat(client.createIssue("SUP", "dsp_1").status()).isEqualTo(201);
    }

    private static int issues() {
        return simulator.journal().effects().of(Effect.Kind.ISSUE).size();
    }
}
