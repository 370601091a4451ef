package io.patchbay.intake.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.CallField;
import io.patchbay.intake.expression.SafeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What somebody else sent, read without trust: nothing is of another type than expected, no text is too long or unsafe. */
record Said(JsonNode json) {
    private static final int LONGEST = 255;
    private static final DateTimeFormatter JIRA = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

    static Said of(JsonNode json) {
        return new Said(json);
    }

    boolean exists() {
        return json.isObject();
    }

    Said at(String pointer) {
        return new Said(json.at(pointer));
    }

    /** The text or number there in at most 255 characters, or the empty string. */
    String text(String pointer) {
        JsonNode value = json.at(pointer);
        return value.isTextual() || value.isNumber() ? SafeText.of(value.asText(), LONGEST) : "";
    }

    /** {@code true} or {@code false}, or the empty string when nothing is said. */
    String flag(String pointer) {
        JsonNode value = json.at(pointer);
        return value.isBoolean() ? value.asText() : "";
    }

    Stream<Said> each(String pointer) {
        JsonNode values = json.at(pointer);
        return values.isArray()
                ? StreamSupport.stream(values.spliterator(), false).map(Said::of)
                : Stream.empty();
    }

    /** A time in RFC 3339 or in Jira's form; years before 2000 and after 2099 stand for no time, as in the other forms. */
    Optional<Instant> time(String pointer) {
        String text = text(pointer);
        return time(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).or(() -> time(text, JIRA));
    }

    private static Optional<Instant> time(String text, DateTimeFormatter format) {
        try {
            return Optional.of(OffsetDateTime.parse(text, format))
                    .map(OffsetDateTime::toInstant)
                    .filter(CallField::isTime);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time as a number of milliseconds since 1970. */
    Optional<Instant> millis(String pointer) {
        JsonNode value = json.at(pointer);
        return value.canConvertToLong()
                ? Optional.of(Instant.ofEpochMilli(value.asLong())).filter(CallField::isTime)
                : Optional.empty();
    }

    /** A time as Slack writes it: seconds since 1970 with six decimals, as a text. */
    Optional<Instant> slackTime(String pointer) {
        String text = text(pointer);
        if (!text.matches("\\d{1,12}\\.\\d{1,6}")) {
            return Optional.empty();
        }
        BigDecimal micros = new BigDecimal(text).movePointRight(6);
        return Optional.of(Instant.EPOCH.plus(micros.longValueExact(), ChronoUnit.MICROS))
                .filter(CallField::isTime);
    }
}
