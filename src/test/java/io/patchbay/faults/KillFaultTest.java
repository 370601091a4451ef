package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** SIGKILL and SIGTERM under load. */
class KillFaultTest {
    @Test
    void killedUnderLoad_whileEveryProviderLosesAnswers_nothingIsLostAndNothingMadeTwice() throws Exception {
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            rig.loseAnswers(0.05);
            ChildHub hub = rig.node("kill").awaitReady(FaultRig.START);
            CompletableFuture<Duration> sending = rig.send("kill", 120, 20);
            for (int kill = 1; kill <= 2; kill++) {
                int share = kill * 20;
                Awaitility.await().atMost(FaultRig.START).until(() -> rig.count("dispatch where attempts > 0") > share);
                hub.kill9();
                hub.restart().awaitReady(FaultRig.START);
            }
            sending.join();
            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("support_case")).isEqualTo(120);
            assertThat(rig.count("dispatch_attempt where outcome = 'unknown'")).isPositive();
            endsInOrder(rig, hub);
        }
    }

    /** SIGTERM: readiness goes down while the door is still open, what is in flight is written down, and the exit code is 0. */
    private static void endsInOrder(FaultRig rig, ChildHub hub) {
        CompletableFuture<Duration> sending = rig.send("term", 40, 20);
        Awaitility.await().until(() -> rig.count("event where call_id like 'term-%'") > 10);
        CompletableFuture<Boolean> refusedTraffic = CompletableFuture.supplyAsync(() -> Awaitility.await()
                        .pollInterval(Duration.ofMillis(50))
                        .atMost(TimeLimit.ofSeconds(20))
                        .until(() -> !hub.isAlive() || hub.readiness() == 503, answered -> answered)
                && hub.isAlive());
        ChildHub.Exit exit = hub.terminate(TimeLimit.ofSeconds(25));
        assertThat(exit.code()).isZero();
        assertThat(exit.took()).isLessThan(TimeLimit.ofSeconds(25));
        assertThat(refusedTraffic.join()).as("readiness went down first").isTrue();
        assertThat(rig.count("dispatch where state = 'sending'")).isZero();
        sending.cancel(true);
    }
}
