package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.timing.TimeLimit;
import org.junit.jupiter.api.Test;

/** Everybody calls at once. */
class BurstFaultTest {
    @Test
    void fiveHundredConnectionsAtOnce_areAnswered202OrACleanBackOff_andAllThatWasAcceptedIsSettled() throws Exception {
        try (FaultRig rig = FaultRig.on(HubDatabase.of("postgres"), HubConfiguration.quick())) {
            rig.node("burst").awaitReady(FaultRig.START);
            for (int burst = 0; burst < 2; burst++) {
                CallLoad load =
                        CallLoad.asFastAsPossible(new CallMix("burst-" + burst, 1, false), 600 * burst, 500, 500);
                load.run(rig.sender(), TimeLimit.ofMinutes(2));
            }
            assertThat(rig.sender().answers().keySet()).contains(202).isSubsetOf(202, 503);
            assertThat(rig.sender().withoutRetryAfter()).isZero();
            rig.assertNothingLostNothingTwice();
            assertThat(rig.count("support_case")).isEqualTo(1_000);
        }
    }
}
