package io.patchbay.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.platform.Bell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node knows of its own claims. */
class InFlightTest {
    private final HandClock clock = new HandClock();
    private final InFlight inFlight = new InFlight(new Gates(DestinationLimits.DEFAULTS, clock), new Bell(), clock);

    @Test
    void aClaimIsLate_fromTheMomentItsLeaseMayHaveEnded_countedFromBeforeTheClaim() {
        Instant begun = clock.instant();
        clock.move(Duration.ofSeconds(3));
        inFlight.add(List.of(claimed()), begun);
        clock.move(DestinationLimits.USUAL.lease().minusSeconds(4));
        assertThat(inFlight.late("dsp_1", "clm_1")).isFalse();
        clock.move(Duration.ofSeconds(1));
        assertThat(inFlight.late("dsp_1", "clm_1")).isTrue();
    }

    @Test
    void aClaimThatIsNotThisNodesAnyMore_isLate() {
        inFlight.add(List.of(claimed()), clock.instant());
        assertThat(inFlight.late("dsp_1", "clm_2")).isTrue();
    }

    private Claimed claimed() {
        return new Claimed(
                "dsp_1",
                "clm_1",
                false,
                "C000-0001",
                "slack",
                Operation.POST_MESSAGE,
                1,
                "pb-1",
                Map.of(),
                1,
                0,
                0,
                clock.instant(),
                clock.instant());
    }
}
