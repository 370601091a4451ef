package io.patchbay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.simulator.Endpoint;
import io.patchbay.timing.TimeLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Many calls about one failure, in the small; {@link FloodBench} does it with a thousand. Nothing is killed, so events keep
 * the lease that a company starts with: they wait for one row, all of them, and with a short lease a slow machine would
 * claim each of them again and again until it sets it aside.
 */
class FloodTest {
    @Test
    void aHundredCallsAboutOneFailure_areOneThreadAndOnePage_andNoProviderIsAskedTooMuch() throws Exception {
        ThreadPlacement flood = new ThreadPlacement(100, 40, Duration.ofSeconds(6));
        String lease = TimeLimit.ofSeconds(60).toSeconds() + "s";
        try (FaultRig rig = FaultRig.on(
                HubDatabase.of("h2"),
                HubConfiguration.quick().triageLease(lease).paced())) {
            flood.addAccounts(rig.folder);
            rig.providers.beAsLimitedAsReal();
            rig.node("flood").awaitReady(FaultRig.START);
            flood.send(rig.sender());
            rig.assertNothingLostNothingTwice();

            ThreadPlacement.Result result = ThreadPlacement.Result.of(rig.template, rig.providers);
            assertThat(result.cases()).as(result.toString()).isEqualTo(40);
            assertThat(result.joins()).isEqualTo(60);
            assertThat(result.tickets()).isEqualTo(40);
            assertThat(result.threads()).isEqualTo(1);
            assertThat(result.messages()).isLessThanOrEqualTo(3);
            assertThat(result.pages()).isEqualTo(1);
            assertThat(result.refused()).as(result.toString()).isEmpty();
            assertThat(rig.providers.journal().requests(Endpoint.SLACK_UPDATE))
                    .last()
                    .satisfies(last -> assertThat(last.request().json().toString())
                            .containsPattern("Calls: (9\\d|100), cases: 40, accounts: 40"));
        }
    }
}
