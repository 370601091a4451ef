package io.patchbay.intake.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.platform.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** JSON nodes as plain values; each method answers null for a node that is not of its form. All are bounded. */
final class Scalars {
    static final int MOST_ENTRIES = 50;
    static final int LONGEST_ENTRY = 1_000;
    static final int LONGEST_KEY = 100;

    private static final double LARGEST = 1e12;
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");

    private Scalars() {}

    static <T> T apply(String text, Function<String, T> next) {
        return text == null ? null : next.apply(text);
    }

    /** A scalar's text, or the texts of an array of scalars, joined by comma. */
    static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.isValueNode() && !node.isNull() ? SafeText.of(node.asText(), SafeText.LONGEST) : null;
        }
        List<String> entries = list(node);
        return entries == null ? null : SafeText.of(String.join(", ", entries), SafeText.LONGEST);
    }

    static Boolean flag(JsonNode node) {
        if (!node.isValueNode()) {
            return null;
        }
        return switch (node.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> null;
        };
    }

    /** A JSON number or the decimal text of one, when it is finite and not too large to be meant. */
    static Double number(JsonNode node) {
        double number;
        if (node.isNumber()) {
            number = node.doubleValue();
        } else if (node.isTextual() && DECIMAL.matcher(node.textValue().strip()).matches()) {
            number = Double.parseDouble(node.textValue().strip());
        } else {
            return null;
        }
        return Math.abs(number) < LARGEST * 1_000 ? number : null;
    }

    /** A number times that factor, rounded to a whole one; nothing is counted below zero or above 10^12. */
    static Long count(JsonNode node, double factor) {
        Double number = number(node);
        return number == null || number < 0 || number * factor > LARGEST ? null : Math.round(number * factor);
    }

    /** An array of scalars, blank and null ones left out; or one scalar as a list. */
    static List<String> list(JsonNode node) {
        List<String> entries = new ArrayList<>();
        for (JsonNode entry : node.isArray() ? node : List.of(node)) {
            if (entry.isContainerNode()) {
                return null;
            }
            if (!isBlank(entry) && entries.size() < MOST_ENTRIES) {
                entries.add(SafeText.of(entry.asText(), LONGEST_ENTRY));
            }
        }
        return Collections.unmodifiableList(entries);
    }

    /** An object's members as texts; what is nested becomes compact JSON. */
    static SortedMap<String, String> map(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        return node.properties().stream()
                .filter(member ->
                        !isBlank(member.getValue()) && !member.getKey().isBlank())
                .limit(MOST_ENTRIES)
                .collect(Collectors.collectingAndThen(
                        Collectors.toMap(
                                member -> SafeText.of(member.getKey(), LONGEST_KEY),
                                member -> words(member.getValue()),
                                (first, second) -> first,
                                TreeMap::new),
                        Collections::unmodifiableSortedMap));
    }

    /** What stands there in words, whatever it is: for a person to read. */
    static String words(JsonNode node) {
        return SafeText.of(node.isContainerNode() ? Json.write(node) : node.asText(), LONGEST_ENTRY);
    }

    /** Whether nothing is said: missing, null, a blank text, an empty array or object. */
    static boolean isBlank(JsonNode node) {
        return node.isContainerNode()
                ? node.isEmpty()
                : node.isMissingNode()
                        || node.isNull()
                        || (node.isTextual() && node.textValue().isBlank());
    }
}
