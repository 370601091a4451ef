package io.patchbay.event;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * One value of a call report with who said it, how far it is confirmed, and the phase and time it was said in.
 *
 * @param value a {@code String}, {@code Boolean}, {@code Long}, {@code Instant}, {@code List<String>} or
 *     {@code Map<String, String>}, as the field's {@link CallField.Kind} says; never null
 * @param phase the phase of the event that said it
 * @param at when the sender says it was said
 */
public record FieldValue(Object value, Origin origin, Confirmation confirmation, Phase phase, Instant at) {

    /**
     * Which of two values of one field stands: a correction by staff first, then the later phase, then the later
     * time; the last comparison only makes the order total, so that merging does not depend on the order of arrival.
     */
    private static final Comparator<FieldValue> STRENGTH = Comparator.<FieldValue, Boolean>comparing(
                    field -> field.confirmation == Confirmation.CORRECTED && field.origin == Origin.STAFF)
            .thenComparing(FieldValue::phase)
            .thenComparing(FieldValue::at)
            .thenComparing(FieldValue::confirmation)
            .thenComparing(field -> field.value.toString());

    private static final Comparator<FieldValue> TIME = Comparator.<FieldValue, Boolean>comparing(
                    field -> field.confirmation == Confirmation.CORRECTED && field.origin == Origin.STAFF)
            .thenComparing(FieldValue::at)
            .thenComparing(STRENGTH);

    public FieldValue {
        Objects.requireNonNull(value);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(confirmation);
        Objects.requireNonNull(phase);
        Objects.requireNonNull(at);
    }

    /** Whether the other says the same with the same authority, whenever it was said. */
    public boolean saysTheSame(FieldValue other) {
        return value.equals(other.value) && origin == other.origin && confirmation == other.confirmation;
    }

    /** The one of the two that was said later; a person's stands. Commutative, associative and idempotent. */
    public FieldValue orLater(FieldValue other) {
        return TIME.compare(this, other) >= 0 ? this : other;
    }

    /** The one of the two that stands. Commutative, associative and idempotent. */
    public FieldValue orStronger(FieldValue other) {
        return STRENGTH.compare(this, other) >= 0 ? this : other;
    }
}
