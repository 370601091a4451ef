package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.Ids;
import io.patchbay.timing.TimeLimit;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A node whose clock is ten minutes off, beside one whose clock is right, on one PostgreSQL. */
class SkewedClockFaultTest {
    private static final Duration SKEW = Duration.ofMinutes(10);
    private static final int OTHER_MATTERS = 5_000;

    @Test
    void nodesTenMinutesAheadAndBehind_stealNoLease_loseNothingAndMakeNothingTwice() throws Exception {
        // Leases far longer than a call takes on a busy machine: one that is taken over was stolen.
        HubConfiguration patient = HubConfiguration.quick().deadline("10s").triageLease("30s");
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), patient)) {
            rig.node("clock-right").awaitReady(FaultRig.START);
            // Its door alone is knocked at: the other's would refuse what is signed at the right time.
            rig.sender();

            ChildHub ahead = skewed(rig, "clock-ahead", SKEW);
            sendUntil(rig, "ahead", "dispatch where id > '" + idAt(SKEW.dividedBy(2)) + "'");
            assertThat(ahead.terminate(TimeLimit.ofSeconds(25)).code()).isZero();

            skewed(rig, "clock-behind", SKEW.negated());
            sendUntil(rig, "behind", "dispatch where id < '" + idAt(SKEW.dividedBy(-2)) + "'");

            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("dispatch_attempt where reason = 'lease expired'"))
                    .isZero();
            assertThat(rig.count("event where receives > 1")).isZero();
            assertThat(rig.template.queryForList(
                            "select d.destination, d.operation, a.number, a.outcome, a.reason from dispatch d"
                                    + " join dispatch_attempt a on a.dispatch_id = d.id where d.attempts > 1"))
                    .isEmpty();
        }
    }

    /** The replay window is the node's own clock: right signatures are refused, and counted. */
    private static ChildHub skewed(FaultRig rig, String name, Duration skew) throws IOException {
        ChildHub hub = rig.node(
                        name, node -> node.with(SkewedClock.class).with("PATCHBAY_TEST_SKEW", skew.toSeconds() + "s"))
                .awaitReady(FaultRig.START);
        Door door = new Door(hub);
        CallMix mix = new CallMix(name, 1, false);
        int first = skew.isNegative() ? 2 * OTHER_MATTERS : OTHER_MATTERS;
        for (int i = first; i < first + 20; i++) {
            CallEvent call = mix.events(i).get(0);
            assertThat(door.post(call, Instant.now()).statusCode()).isEqualTo(401);
            assertThat(door.post(call, Instant.now().plus(skew)).statusCode()).isEqualTo(202);
        }
        return hub;
    }

    /** Sends until the skewed node has had its share of the work, which the other one is free to take first. */
    private static void sendUntil(FaultRig rig, String prefix, String planned) {
        for (int round = 0; round < 10 && rig.count(planned) == 0; round++) {
            rig.send(prefix + round, 80, 40).join();
        }
        assertThat(rig.count(planned)).as("planned by the skewed node").isPositive();
    }

    private static String idAt(Duration offset) {
        return new Ids(Clock.offset(Clock.systemUTC(), offset)).next("dsp");
    }
}
