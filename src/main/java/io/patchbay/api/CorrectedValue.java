package io.patchbay.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.event.CallField;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A value as a person sends it, in the shape its field has. */
final class CorrectedValue {
    private static final int LONGEST = 20_000;
    private static final int MOST = 100;
    private static final int LONGEST_KEY = 1_000;
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private CorrectedValue() {}

    static Object of(CallField field, JsonNode value) {
        return switch (field.kind()) {
            case TEXT -> text(field, value);
            case PHONE -> {
                String number = text(field, value).replaceAll("[\\s()./-]", "");
                yield require(E164.matcher(number).matches(), number, field, "a number like +15550100001");
            }
            case FLAG -> require(value.isBoolean(), value.asBoolean(), field, "true or false");
            case NUMBER -> {
                boolean whole = value.isIntegralNumber() && value.canConvertToLong();
                yield require(whole && field.admits(value.asLong()), value.asLong(), field, "a number in its bounds");
            }
            case TIME -> time(field, value);
            case LIST -> list(field, value);
            case MAP -> map(field, value);
        };
    }

    private static <T> T require(boolean right, T value, CallField field, String what) {
        if (!right) {
            throw new BadRequest("value of " + field.path() + " is " + what);
        }
        return value;
    }

    private static String text(CallField field, JsonNode value) {
        boolean right =
                value.isTextual() && !value.asText().isBlank() && value.asText().length() <= LONGEST;
        return require(right, value.asText().strip(), field, "a text of 1 to " + LONGEST + " characters");
    }

    private static Instant time(CallField field, JsonNode value) {
        try {
            Instant time = Instant.parse(text(field, value));
            return require(field.admits(time), time, field, "a time from 2000 to 2099");
        } catch (DateTimeParseException e) {
            throw new BadRequest("value of " + field.path() + " is an RFC 3339 time in UTC, like 2026-11-21T09:00:00Z");
        }
    }

    private static List<String> list(CallField field, JsonNode value) {
        require(value.isArray() && value.size() <= MOST, value, field, "a list of at the most " + MOST + " texts");
        List<String> entries = new ArrayList<>();
        value.forEach(entry -> entries.add(text(field, entry)));
        return List.copyOf(entries);
    }

    private static Map<String, String> map(CallField field, JsonNode value) {
        require(value.isObject() && value.size() <= MOST, value, field, "an object of at the most " + MOST + " texts");
        Map<String, String> entries = new LinkedHashMap<>();
        value.properties().forEach(entry -> {
            boolean right = !entry.getKey().isBlank() && entry.getKey().length() <= LONGEST_KEY;
            require(right, entry, field, "an object whose keys have 1 to " + LONGEST_KEY + " characters");
            entries.put(entry.getKey(), text(field, entry.getValue()));
        });
        return Map.copyOf(entries);
    }
}
