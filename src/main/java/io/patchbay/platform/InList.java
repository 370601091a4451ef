package io.patchbay.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The values of an SQL {@code in (…)}, the last one repeated up to a power of two: so the databases see few different
 * statements, and keep their plans.
 *
 * @param values at least one
 */
public record InList(List<String> values) {

    public static InList of(Collection<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("in () is no SQL");
        }
        List<String> padded = new ArrayList<>(values);
        String last = padded.get(padded.size() - 1);
        int size = Math.max(1, Integer.highestOneBit(padded.size() * 2 - 1));
        padded.addAll(Collections.nCopies(size - padded.size(), last));
        return new InList(List.copyOf(padded));
    }

    /** {@code (?, ?, …)}, one mark for each value. */
    public String marks() {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }

    public Object[] parameters() {
        return values.toArray();
    }
}
