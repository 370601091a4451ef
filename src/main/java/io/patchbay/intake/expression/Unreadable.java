package io.patchbay.intake.expression;

/** An expression cannot be understood; who knows its place in the file turns this into a configuration problem. */
public final class Unreadable extends RuntimeException {
    private final String fix;

    /** @param fix what to write instead */
    Unreadable(String message, String fix) {
        super(message, null, false, false);
        this.fix = fix;
    }

    public String fix() {
        return fix;
    }
}
