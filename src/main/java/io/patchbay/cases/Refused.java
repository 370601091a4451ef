package io.patchbay.cases;

/** What a person asked for does not go with how the case stands. The message says why, without personal data. */
public final class Refused extends RuntimeException {
    public Refused(String why) {
        super(why);
    }
}
