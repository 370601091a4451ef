package io.patchbay.rules;

import io.patchbay.event.AccountMatch;
import io.patchbay.event.CallReport;
import io.patchbay.event.History;
import io.patchbay.event.Signals;
import io.patchbay.meaning.Meaning;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rules see of one call: typed values under flat names, grouped by authority ({@code caller}, {@code verified},
 * {@code directory}, {@code signals}, {@code history}, {@code call}). All that deciding depends on besides the rule set,
 * time included, so that the same facts give the same decision for ever. Immutable.
 */
public final class Facts {
    private static final int MAX_TEXT_CHARS = 4_000;
    private static final int MAX_ENTRY_CHARS = 500;
    private static final int MAX_ENTRIES = 100;

    private final Map<String, Object> values;
    private final Map<String, Optional<Object>> found;
    private final Optional<LocalDate> day;

    private Facts(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(values);
        this.found = new HashMap<>();
        for (Fact fact : Fact.values()) {
            found.put(fact.path(), Optional.of(value(fact)));
        }
        this.day = dayOf((String) value(Fact.CALL_AT));
    }

    static Facts of(
            CallReport report, AccountMatch match, Signals signals, History history, Lexicon lexicon, Meaning meaning) {
        Evidence evidence =
                new Evidence(report, match, signals, history, lexicon, meaning.hear(Evidence.spoken(report)));
        Map<String, Object> values = new LinkedHashMap<>();
        for (Fact fact : Fact.values()) {
            values.put(fact.path(), fact.from(evidence));
        }
        return new Facts(values);
    }

    /**
     * Facts as they were stored or written down. Names that are missing are absent; names this version does not know are
     * kept and read by no rule.
     *
     * @throws IllegalArgumentException when a value is not of its fact's type, naming the fact
     */
    public static Facts stored(Map<String, ?> stored) {
        Map<String, Object> values = new LinkedHashMap<>();
        stored.forEach((name, value) -> values.put(name, normal(name, value)));
        return new Facts(values);
    }

    /** JSON does not keep the width of a number, nor a list's kind. */
    static Object normal(String name, Object value) {
        Object normal = value;
        if (value instanceof Integer number) {
            normal = number.longValue();
        } else if (value instanceof List<?> list) {
            normal = Collections.unmodifiableList(new ArrayList<>(list));
        }
        Fact fact = Fact.named(name).orElse(null);
        if (fact != null && fact.kind() == FactKind.SCORE && value instanceof Number number) {
            normal = number.doubleValue();
        }
        if (fact != null && !fact.kind().holds(normal)) {
            throw new IllegalArgumentException(name + " is " + fact.kind().words() + ", and this is not: it is a "
                    + (value == null ? "null" : value.getClass().getSimpleName()));
        }
        return normal;
    }

    private static Optional<LocalDate> dayOf(String at) {
        try {
            return at.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.parse(at).atZone(ZoneOffset.UTC).toLocalDate());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("call.at is an RFC 3339 time in UTC, or empty", e);
        }
    }

    /** Every fact by name: strings, longs, doubles, booleans and lists of strings, so that it can be stored as JSON. */
    public Map<String, Object> asMap() {
        return values;
    }

    Object value(Fact fact) {
        Object value = values.get(fact.path());
        return value == null ? fact.absent() : value;
    }

    /** The value of that name as CEL asks for it, or empty when there is no such fact. */
    Optional<Object> find(String name) {
        return found.getOrDefault(name, Optional.empty());
    }

    /** Whether the call is later than that day, in UTC. A call that does not say when it was is later than none. */
    boolean after(LocalDate lastDay) {
        return day.isPresent() && day.get().isAfter(lastDay);
    }

    /** The text short enough to be stored with every decision, and such that UTF-8 gives it back unchanged. */
    static String bounded(String text) {
        return cut(text, MAX_TEXT_CHARS);
    }

    static List<String> bounded(Stream<String> entries) {
        return entries.map(entry -> cut(entry, MAX_ENTRY_CHARS))
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .limit(MAX_ENTRIES)
                .toList();
    }

    private static String cut(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most);
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
