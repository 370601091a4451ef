package io.patchbay.intake.expression;

/**
 * The event cannot be read: quarantined with the reason, and answered 400 where the sender posts canonical call reports. The message says what is
 * wrong and where, and repeats nothing of what the sender wrote but names of members.
 */
public final class MalformedEvent extends RuntimeException {
    private static final int LONGEST_POINTER = 200;

    private final String pointer;
    private final boolean refused;

    /** @param pointer the JSON pointer of the value that is wrong, or the empty string when it is the body as a whole */
    public MalformedEvent(String pointer, String message) {
        this(pointer, message, false);
    }

    private MalformedEvent(String pointer, String message, boolean refused) {
        super(pointer.isEmpty() ? message : shown(pointer) + ": " + message, null, false, false);
        this.pointer = shown(pointer);
        this.refused = refused;
    }

    /** A body that no sender means, and that is not even kept. */
    static MalformedEvent refusal(String message) {
        return new MalformedEvent("", message, true);
    }

    private static String shown(String pointer) {
        return SafeText.of(pointer, LONGEST_POINTER);
    }

    /** Whether its sender is told 400, whatever the source; the body is not kept. */
    public boolean isRefused() {
        return refused;
    }

    /** The JSON pointer of the value that is wrong, or the empty string. */
    public String pointer() {
        return pointer;
    }
}
