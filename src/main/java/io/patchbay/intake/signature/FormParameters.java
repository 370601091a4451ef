package io.patchbay.intake.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The parameters of a form body or query, strictly decoded: a form that two readers could read differently is none.
 * Whoever reads a form after its signature was verified uses this same reading.
 *
 * @param values by name in the order of UTF-16 code units, each with its values in the order of arrival
 */
public record FormParameters(SortedMap<String, List<String>> values) {
    private static final int MAX_PARAMETERS = 1_000;

    public FormParameters {
        values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Reads {@code application/x-www-form-urlencoded}; empty when an escape is broken, a name or value is not UTF-8, or
     * there are more than 1000 parameters.
     */
    public static Optional<FormParameters> parse(byte[] form) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        int from = 0;
        int count = 0;
        while (from < form.length) {
            int end = indexOf(form, '&', from, form.length);
            if (end > from) {
                int equals = indexOf(form, '=', from, end);
                String name = decoded(form, from, equals);
                String value = decoded(form, Math.min(equals + 1, end), end);
                if (name == null || value == null || ++count > MAX_PARAMETERS) {
                    return Optional.empty();
                }
                values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
            from = end + 1;
        }
        values.replaceAll((name, all) -> List.copyOf(all));
        return Optional.of(new FormParameters(values));
    }

    /** The parameter's first value. */
    public Optional<String> first(String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** All in order of name, the values of each sorted as well. */
    String joined(BiFunction<String, String, String> pair, String separator) {
        return values.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().sorted().map(value -> pair.apply(entry.getKey(), value)))
                .collect(Collectors.joining(separator));
    }

    /** The same with every value once. */
    FormParameters distinct() {
        SortedMap<String, List<String>> once = new TreeMap<>(values);
        once.replaceAll((name, all) -> all.stream().distinct().toList());
        return new FormParameters(once);
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    /** The text, or null when it is broken. */
    private static String decoded(byte[] form, int from, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end; i++) {
            if (form[i] == '%') {
                int high = i + 1 < end ? Character.digit(form[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(form[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(form[i] == '+' ? ' ' : form[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
