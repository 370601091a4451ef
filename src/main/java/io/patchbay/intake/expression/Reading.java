package io.patchbay.intake.expression;

import io.patchbay.event.FieldValue;

/** What an expression found in an event. */
public sealed interface Reading {
    Reading ABSENT = new Absent();

    /** Nothing stands there: no member, null, or blank. */
    record Absent() implements Reading {}

    /** A value in the form of {@link FieldValue#value()}. */
    record Found(Object value) implements Reading {}

    /** Something stands there that is not of the wanted kind. The words are kept, shortened and made safe. */
    record Unfit(String words) implements Reading {}
}
