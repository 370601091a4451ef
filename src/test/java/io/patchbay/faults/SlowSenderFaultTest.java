package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Slow-loris: many more connections than the hub has threads, all of them saying a byte now and then. */
class SlowSenderFaultTest {
    private static final int SLOW = 400;

    @Test
    void sendersThatDribbleHeadsAndBodies_keepNoHonestSenderWaiting_andAreHungUpOn() throws Exception {
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            ChildHub hub = rig.node("slow-senders", node -> node.with("PATCHBAY_BODY_WITHIN", "6s"))
                    .awaitReady(FaultRig.START);
            rig.send("warm", 20, 20).join();
            int before = rig.sender().acknowledged().size();
            try (Dribblers heads = Dribblers.ofHeads(hub, SLOW);
                    Dribblers bodies = Dribblers.ofBodies(hub, SLOW)) {
                rig.send("honest", 80, 20).join();
                List<Duration> latencies = rig.sender().acknowledged().stream()
                        .skip(before)
                        .map(Acknowledged::took)
                        .toList();
                assertThat(rig.sender().answers()).containsOnlyKeys(202);
                assertThat(CallLoad.percentile(latencies, 0.99)).isLessThan(TimeLimit.ofSeconds(3));
                Awaitility.await("told that they are too slow")
                        .atMost(TimeLimit.ofSeconds(30))
                        .until(() -> bodies.told(408) == SLOW);
                assertThat(heads.told(202)).isZero();
            }
            rig.assertNothingLostNothingTwice();
        }
    }
}
