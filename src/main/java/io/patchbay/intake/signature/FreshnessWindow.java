package io.patchbay.intake.signature;

import io.patchbay.intake.signature.Verdict.Reason;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a signed time may lie from ours, both limits included, in the unit that the sender counts in: a sender that
 * signs whole seconds is compared in whole seconds.
 *
 * @param pastSeconds how old a request may be
 * @param futureSeconds how far ahead the sender's clock may be
 */
record FreshnessWindow(long pastSeconds, long futureSeconds, Unit unit) {

    enum Unit {
        SECONDS,
        MILLISECONDS,
        /** Whichever of the two its size says: Vapi documents neither. Written in milliseconds. */
        AUTO
    }

    /** As many digits as milliseconds need for the next thousand years; more is an attempt at an overflow. */
    private static final int MAX_DIGITS = 15;

    /** As milliseconds 1973, as seconds the year 5138. */
    private static final long SMALLEST_MILLISECONDS = 100_000_000_000L;

    static FreshnessWindow of(SignatureConfig config) {
        return new FreshnessWindow(
                config.number(Option.TOLERANCE_SECONDS),
                config.number(Option.FUTURE_TOLERANCE_SECONDS),
                Unit.valueOf(config.text(Option.TIMESTAMP_UNIT).toUpperCase(Locale.ROOT)));
    }

    /** The time that the digits say, when it lies in the window. */
    Instant requireFresh(String digits, Instant now) throws Refusal {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Refusal(Reason.MALFORMED_HEADER);
        }
        long time = Long.parseLong(digits);
        boolean milliseconds = unit == Unit.MILLISECONDS || unit == Unit.AUTO && time >= SMALLEST_MILLISECONDS;
        long age = (milliseconds ? now.toEpochMilli() : now.getEpochSecond()) - time;
        long second = milliseconds ? 1_000 : 1;
        if (age > pastSeconds * second) {
            throw new Refusal(Reason.STALE);
        }
        if (-age > futureSeconds * second) {
            throw new Refusal(Reason.FUTURE);
        }
        return milliseconds ? Instant.ofEpochMilli(time) : Instant.ofEpochSecond(time);
    }

    String write(Instant now) {
        return Long.toString(unit == Unit.SECONDS ? now.getEpochSecond() : now.toEpochMilli());
    }
}
