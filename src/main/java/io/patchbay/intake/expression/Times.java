package io.patchbay.intake.expression;

import io.patchbay.event.CallField;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The forms in which providers write a point in time; each method answers null for what is not of its form. */
final class Times {
    /** Beyond every time that can be meant, and far from where arithmetic ends. */
    private static final double MOST_SECONDS = 1e11;

    private Times() {}

    /** RFC 3339 with an offset, where its section 5.6 lets a blank stand for the T. */
    static Instant rfc3339(String text) {
        return orNull(() -> OffsetDateTime.parse(withT(text)).toInstant());
    }

    /** RFC 2822, like {@code Thu, 20 Aug 2026 17:04:11 +0000}. */
    static Instant rfc2822(String text) {
        return orNull(() ->
                OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    }

    /** A date and time without an offset that is meant as UTC, like {@code 2026-08-20 17:01:03}. */
    static Instant utc(String text) {
        return orNull(() -> LocalDateTime.parse(withT(text)).toInstant(ZoneOffset.UTC));
    }

    /** A number of units since 1970. */
    static Instant epoch(Double number, double unitsPerSecond) {
        if (number == null || !(number > 0) || number / unitsPerSecond > MOST_SECONDS) {
            return null;
        }
        return orNull(() -> Instant.ofEpochMilli(Math.round(number / unitsPerSecond * 1_000)));
    }

    private static String withT(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.length() > 10 && upper.charAt(10) == ' '
                ? upper.substring(0, 10) + 'T' + upper.substring(11)
                : upper;
    }

    private interface Parse {
        Instant read();
    }

    /** A time before 2000 says that the sender knows none: Prometheus writes year 1 for it. */
    private static Instant orNull(Parse parse) {
        try {
            Instant time = parse.read();
            return CallField.isTime(time) ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
