package io.patchbay.platform;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * Ids that sort by the time they were made: 48 bits of milliseconds and 80 random bits in Crockford's base 32, behind a
 * prefix that says what they name. Rows made together stay together in an index.
 */
@Component
public final class Ids {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** A new id like {@code evt_01hf3k…}: the prefix, an underscore and 26 characters. In the order of their making, as far as this node makes
     * them. No secret: it may be guessed.
     */
    public String next(String prefix) {
        char[] text = new char[26];
        long high = last.updateAndGet(before -> Math.max(before + 1, clock.millis() << 16));
        long low = ThreadLocalRandom.current().nextLong();
        for (int i = 25; i >= 0; i--) {
            text[i] = ALPHABET[(int) (low & 31)];
            low = low >>> 5 | (high & 31) << 59;
            high >>>= 5;
        }
        return prefix + "_" + new String(text);
    }

    /** The source of randomness for whatever must not be guessed. */
    public RandomGenerator random() {
        return random;
    }
}
