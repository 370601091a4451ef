package io.patchbay.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A condition cannot be used. Lists every flaw found. */
final class ConditionException extends RuntimeException {

    /**
     * @param line the line inside the condition, one-based
     * @param column one-based
     */
    record Flaw(int line, int column, String message, String fix) {}

    private final transient List<Flaw> flaws;

    ConditionException(List<Flaw> flaws) {
        super(flaws.stream().map(Flaw::message).collect(Collectors.joining("; ")));
        this.flaws = List.copyOf(flaws);
    }

    List<Flaw> flaws() {
        return flaws;
    }
}
