package io.patchbay.connectors.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlackPaceTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final SlackPace pace = new SlackPace(Duration.ofMillis(1_500), now::get);

    private void pass(long millis) {
        now.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void aChannel_takesOnePostATurn_andOthersAreNotHeldUp() {
        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(0, false));
        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(1_500, false));
        assertThat(pace.turn("C2")).isEqualTo(new SlackTurn(0, false));
        pass(2_000);
        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(1_000, false));
        pass(10_000);
        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(0, false));
    }

    @Test
    void thoseWhoseTurnIsFarAway_comeBackOneAfterTheOther_andTakeNoTurn() {
        pace.turn("C1");
        pace.turn("C1");

        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(3_000, true));
        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(4_500, true));
        pass(3_000);
        assertThat(pace.turn("C1")).isEqualTo(new SlackTurn(0, false));
    }

    @Test
    void aThousandAtOnce_areThroughInAThousandTurns_andNeverTwoInOne() {
        PriorityQueue<Long> coming = new PriorityQueue<>(Collections.nCopies(1_000, 0L));
        long start = now.get();
        long last = -1_500;
        int tries = 0;
        while (!coming.isEmpty()) {
            long at = coming.poll();
            now.set(start + Duration.ofMillis(at).toNanos());
            SlackTurn turn = pace.turn("C1");
            tries++;
            if (turn.far()) {
                coming.add(at + turn.millis());
            } else {
                assertThat(at + turn.millis() - last).isGreaterThanOrEqualTo(1_500);
                last = at + turn.millis();
            }
        }
        assertThat(last).isLessThanOrEqualTo(1_000 * 1_500);
        assertThat(tries).isLessThanOrEqualTo(2_000);
    }

    @Test
    void withoutAPace_nobodyWaits_howeverManyComeAtOnce() throws Exception {
        SlackPace none = new SlackPace(Duration.ZERO, System::nanoTime);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<SlackTurn>> posts = Collections.nCopies(20_000, () -> none.turn("C1"));
            for (Future<SlackTurn> turn : pool.invokeAll(posts)) {
                assertThat(turn.get()).isEqualTo(new SlackTurn(0, false));
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
