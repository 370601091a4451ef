package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulator.Endpoint;
import io.patchbay.simulator.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL, without a leader. */
class TwoNodesFaultTest {
    /** A claim's token begins with its node. */
    private static final String BUSY_NODES = "(select left(token, 31) from dispatch where state = 'sending'"
            + " group by left(token, 31) having count(*) > 3) busy";

    @Test
    void twoNodesShareTheWork_oneIsPausedPastItsLeaseAndWakes_theOtherIsKilled_andNothingIsLostOrMadeTwice()
            throws Exception {
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            rig.loseAnswers(0.02);
            rig.providers.faults().on(Endpoint.JIRA_CREATE_ISSUE).always(Fault.delay(Duration.ofMillis(300)));
            ChildHub one = rig.node("node-1");
            ChildHub two = rig.node("node-2");
            one.awaitReady(FaultRig.START);
            two.awaitReady(FaultRig.START);
            CompletableFuture<Duration> sending = rig.send("pair", 150, 25);
            Awaitility.await("both nodes are at work")
                    .atMost(FaultRig.START)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> rig.count(BUSY_NODES) == 2);
            two.pause();
            // Until the leases of the paused node have ended and the other has taken over what it held.
            Awaitility.await()
                    .atMost(FaultRig.START)
                    .until(() -> rig.count("dispatch_attempt where reason = 'lease expired'") > 0);
            assertThat(rig.count("node")).as("nodes that nobody took for dead").isEqualTo(2);
            two.resume();
            two.awaitReady(FaultRig.START);
            one.kill9();
            one.restart().awaitReady(FaultRig.START);
            sending.join();
            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("support_case")).isEqualTo(150);
        }
    }
}
