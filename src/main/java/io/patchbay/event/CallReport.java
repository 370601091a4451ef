package io.patchbay.event;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * The canonical form of what is known about a call (Canonical Data Model): of one event, or of all its events merged.
 *
 * @param source the configured sender
 * @param callId what the provider calls the call; with {@code source} it identifies the call for good
 * @param phases the phases seen so far
 * @param fields the values, each with who said it
 */
public record CallReport(String source, String callId, SortedSet<Phase> phases, Map<CallField, FieldValue> fields) {

    public CallReport {
        Objects.requireNonNull(source);
        Objects.requireNonNull(callId);
        phases = Collections.unmodifiableSortedSet(new TreeSet<>(phases));
        fields = Collections.unmodifiableMap(fields.isEmpty() ? new EnumMap<>(CallField.class) : new EnumMap<>(fields));
    }

    /**
     * Both reports as one. Merging is commutative, associative and idempotent: any order of the same events, however
     * often repeated, gives the same report.
     *
     * @throws IllegalArgumentException when the two are not about the same call
     */
    public CallReport merge(CallReport other) {
        if (!source.equals(other.source) || !callId.equals(other.callId)) {
            throw new IllegalArgumentException("reports of different calls do not merge");
        }
        SortedSet<Phase> allPhases = new TreeSet<>(phases);
        allPhases.addAll(other.phases);
        Map<CallField, FieldValue> allFields = new EnumMap<>(CallField.class);
        allFields.putAll(fields);
        other.fields.forEach((field, value) -> allFields.merge(field, value, stronger(field)));
        return new CallReport(source, callId, allPhases, allFields);
    }

    /** Who the caller is shown to be may be lost again: there the later word stands, whichever phase brings it. */
    private static BinaryOperator<FieldValue> stronger(CallField field) {
        return field == CallField.ATTESTATION || field == CallField.VERIFICATION_STATE
                ? FieldValue::orLater
                : FieldValue::orStronger;
    }

    public Optional<FieldValue> field(CallField field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The text of a TEXT or PHONE field, or the empty string when nobody said it. */
    public String text(CallField field) {
        return field(field).map(value -> value.value().toString()).orElse("");
    }

    /** The product area as the caller named it, or the empty string. */
    public String productArea() {
        return text(CallField.PRODUCT_AREA);
    }

    /** Whether a FLAG field was said to be true. */
    public boolean flag(CallField field) {
        return field(field).map(value -> Boolean.TRUE.equals(value.value())).orElse(false);
    }

    /** The number of a NUMBER field, or zero when nobody said it. */
    public long number(CallField field) {
        return field(field)
                .map(value -> value.value() instanceof Long number ? number : 0L)
                .orElse(0L);
    }

    public Optional<Instant> time(CallField field) {
        return field(field).map(value -> value.value() instanceof Instant instant ? instant : null);
    }

    /** The entries of a LIST field, or an empty list when nobody said it. */
    public List<String> list(CallField field) {
        return field(field)
                .map(value -> value.value() instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.<String>of())
                .orElse(List.of());
    }

    /** The text of the field when its confirmation is at least that strong, else the empty string. */
    public String textConfirmed(CallField field, Confirmation atLeast) {
        return field(field)
                .filter(value -> value.confirmation().compareTo(atLeast) >= 0)
                .map(value -> value.value().toString())
                .orElse("");
    }
}
