package io.patchbay.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/** The type of a fact, with the value that stands for its absence. */
enum FactKind {
    TEXT("a text", SimpleType.STRING, ""),
    NUMBER("a number", SimpleType.INT, 0L),
    /** How likely something is, 0 to 1. */
    SCORE("a score from 0.0 to 1.0", SimpleType.DOUBLE, 0.0),
    FLAG("true or false", SimpleType.BOOL, false),
    LIST("a list of texts", ListType.create(SimpleType.STRING), List.of());

    private final String words;
    private final CelType type;
    private final Object absent;

    FactKind(String words, CelType type, Object absent) {
        this.words = words;
        this.type = type;
        this.absent = absent;
    }

    String words() {
        return words;
    }

    CelType type() {
        return type;
    }

    Object absent() {
        return absent;
    }

    /** Whether the value is of this kind. */
    boolean holds(Object value) {
        return switch (this) {
            case TEXT -> value instanceof String;
            case NUMBER -> value instanceof Long;
            case SCORE -> value instanceof Double score && score >= 0 && score <= 1;
            case FLAG -> value instanceof Boolean;
            case LIST -> value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
        };
    }
}
