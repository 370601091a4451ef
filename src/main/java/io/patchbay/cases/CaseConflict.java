package io.patchbay.cases;

/** What a person asked for does not go with how the case stands. The message says why, without personal data. */
public final class CaseConflict extends RuntimeException {
    public CaseConflict(String why) {
        super(why);
    }
}
