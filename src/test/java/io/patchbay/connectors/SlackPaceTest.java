package io.patchbay.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlackPaceTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final SlackPace pace = new SlackPace(now::get);

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void aChannel_takesOnePostASecond_andOthersAreNotHeldUp() {
        assertThat(pace.turn("C1")).isZero();
        assertThat(pace.turn("C1")).isEqualTo(1_500);
        assertThat(pace.turn("C2")).isZero();
        pass(500);
        assertThat(pace.turn("C1")).isEqualTo(2_500);
        pass(10_000);
        assertThat(pace.turn("C1")).isZero();
    }

    @Test
    void whoseTurnIsFarAway_goesAtOnce_andTakesNoTurn() {
        for (int i = 0; i < 4; i++) {
            pace.turn("C1");
        }
        assertThat(pace.turn("C1")).isZero();
        pass(1_000);
        assertThat(pace.turn("C1")).isEqualTo(5_000);
    }
}
