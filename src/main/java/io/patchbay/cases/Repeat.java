package io.patchbay.cases;

/**
 * What a call about a matter that was closed meets.
 *
 * @param reopened the case that is open again because of it, or the empty string
 * @param follows the case that was closed too long ago for that, or the empty string
 * @param was the status that case had
 */
public record Repeat(String reopened, String follows, String was) {
    static final Repeat NONE = new Repeat("", "", "");

    /** Whether the case is open again. */
    public boolean isEarly() {
        return !reopened.isEmpty();
    }

    /** Whether a new case comes after an old one. */
    public boolean isLate() {
        return !follows.isEmpty();
    }
}
