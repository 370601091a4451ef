package io.patchbay.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much the real providers take, as far as they say: Slack 50 updates of messages a minute (tier 3; one post a second
 * and channel is counted by {@link SlackWorkspace}), PagerDuty 120 events a minute, Jira 100 requests a second and end point.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack rate limits</a>
 */
final class Limits {
    private record Limit(int most, long millis) {}

    private final Map<Endpoint, Deque<Long>> seen = new EnumMap<>(Endpoint.class);
    private boolean on;

    synchronized void on(boolean limited) {
        on = limited;
        seen.clear();
    }

    /** The 429 that the provider says instead of doing what was asked, or null. */
    synchronized Answer refusal(Endpoint endpoint) {
        Limit limit = limit(endpoint);
        if (!on || limit == null) {
            return null;
        }
        long now = System.currentTimeMillis();
        Deque<Long> times = seen.computeIfAbsent(endpoint, key -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= limit.millis()) {
            times.removeFirst();
        }
        if (times.size() < limit.most()) {
            times.addLast(now);
            return null;
        }
        long left = limit.millis() - (now - times.peekFirst());
        return Answer.json(429, Map.of("ok", false, "error", "ratelimited"))
                .with("Retry-After", Long.toString(Math.max(1, (left + 999) / 1_000)));
    }

    private static Limit limit(Endpoint endpoint) {
        if (endpoint == Endpoint.SLACK_UPDATE) {
            return new Limit(50, 60_000);
        }
        if (endpoint == Endpoint.PAGERDUTY_ENQUEUE) {
            return new Limit(120, 60_000);
        }
        return endpoint.provider() == Provider.JIRA ? new Limit(100, 1_000) : null;
    }
}
