package io.patchbay.connectors;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Slack takes about one post a second and channel: a post waits for its turn, and one whose turn comes late goes at
 * once and hears from Slack how long to wait. Counts this node's posts only.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack rate limits</a>
 */
final class SlackPace {
    private static final long BETWEEN = Duration.ofMillis(1_500).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(5).toNanos();
    private static final int MOST_CHANNELS = 1_000;

    private final Map<String, Long> next = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    SlackPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Takes the channel's next turn, and says how many milliseconds it is away. */
    long turn(String channel) {
        long now = nanoTime.getAsLong();
        if (next.size() > MOST_CHANNELS) {
            next.values().removeIf(at -> at - now <= 0);
        }
        long[] wait = {0};
        next.compute(channel, (key, at) -> {
            long turn = at == null || at - now < 0 ? now : at;
            if (turn - now > LONGEST_WAIT) {
                return at;
            }
            wait[0] = turn - now;
            return turn + BETWEEN;
        });
        return (wait[0] + 999_999) / 1_000_000;
    }
}
