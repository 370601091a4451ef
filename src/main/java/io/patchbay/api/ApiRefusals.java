package io.patchbay.api;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What the API refused: counted by reason, logged once a minute by address, and who sends one wrong token after the other
 * is told to wait. A good token is never held up by wrong ones from the same address, and the address is the socket's, so
 * that nobody can have another refused. What is kept is bounded, however many addresses there are.
 */
@Component
class ApiRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRefusals.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int MOST_LOGGED = 100;
    private static final String OTHERS = "others";

    /** Why a request was refused. */
    enum Reason {
        NO_TOKEN,
        WRONG_TOKEN,
        THROTTLED,
        FORBIDDEN;

        private String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class Window {
        private final long began;
        private int wrong;

        private Window(long began) {
            this.began = began;
        }
    }

    private final MeterRegistry meters;
    private final Clock clock;
    private final int wrongTokens;
    private final Map<String, Map<String, Integer>> unlogged = new LinkedHashMap<>();
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    ApiRefusals(
            MeterRegistry meters, Clock clock, @Value("${patchbay.api.wrong-tokens-per-minute:30}") int wrongTokens) {
        this.meters = meters;
        this.clock = clock;
        this.wrongTokens = wrongTokens;
    }

    /** Counts one refusal. */
    void count(Reason reason, String address) {
        meters.counter("patchbay.api.refused", "reason", reason.tag()).increment();
        synchronized (unlogged) {
            String named = unlogged.size() < MOST_ADDRESSES || unlogged.containsKey(address) ? address : OTHERS;
            unlogged.computeIfAbsent(named, key -> new TreeMap<>()).merge(reason.tag(), 1, Integer::sum);
        }
    }

    /**
     * Counts a wrong token.
     *
     * @return how many seconds the address is to wait; 0 while it has sent few
     */
    long wrongToken(String address) {
        long now = clock.millis();
        synchronized (windows) {
            Window window = windows.get(address);
            if (window == null || now - window.began >= MINUTE.toMillis() || now < window.began) {
                window = new Window(now);
                windows.put(address, window);
            }
            window.wrong = Math.min(window.wrong + 1, wrongTokens + 1);
            return window.wrong > wrongTokens
                    ? Math.max(
                            1,
                            Duration.ofMillis(window.began + MINUTE.toMillis() - now + 999)
                                    .toSeconds())
                    : 0;
        }
    }

    @PreDestroy
    @Scheduled(fixedDelayString = "${patchbay.api.refusals-log-ms:60000}")
    void log() {
        Map<String, Map<String, Integer>> refused;
        synchronized (unlogged) {
            refused = new LinkedHashMap<>(unlogged);
            unlogged.clear();
        }
        refused.entrySet().stream()
                .limit(MOST_LOGGED)
                .forEach(each -> LOG.warn(
                        "api requests refused address={} count={} reasons={}",
                        each.getKey(),
                        each.getValue().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        each.getValue()));
        if (refused.size() > MOST_LOGGED) {
            LOG.warn("api requests refused further_addresses={}", refused.size() - MOST_LOGGED);
        }
    }
}
