package io.patchbay.connectors.slack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Slack takes about one post a second and channel. A post takes its channel's next turn when that is near; otherwise it
 * comes back later, each of many at a time of its own, and takes the turn that is next then. Counts this node's posts only.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack rate limits</a>
 */
final class SlackPace {
    private static final int MOST_CHANNELS = 1_000;

    private final long between;
    private final LongSupplier nanoTime;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    /** @param between two posts into one channel; zero for no pace */
    SlackPace(Duration between, LongSupplier nanoTime) {
        this.between = between.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * @param next the next turn that nobody has taken
     * @param tail when the last of those comes back that were put off
     */
    private record Channel(long next, long tail) {}

    SlackTurn turn(String channel) {
        if (channels.size() > MOST_CHANNELS) {
            long now = nanoTime.getAsLong();
            channels.values().removeIf(each -> each.tail() - now <= 0);
        }
        SlackTurn[] turn = new SlackTurn[1];
        channels.compute(channel, (name, known) -> {
            // Asked here, where posts stand in line: whoever comes later asks later.
            long now = nanoTime.getAsLong();
            long next = later(now, known == null ? now : known.next());
            long tail = later(next, known == null ? now : known.tail());
            boolean far = next - now > between;
            turn[0] = new SlackTurn(millis((far ? tail : next) - now), far);
            return far ? new Channel(next, tail + between) : new Channel(next + between, tail);
        });
        return turn[0];
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }

    private static long millis(long nanos) {
        return (nanos + 999_999) / 1_000_000;
    }
}
