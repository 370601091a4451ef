package io.patchbay.intake;

/** An event's source was switched off after the event was kept. */
public final class SourceGone extends RuntimeException {
    public SourceGone(String source) {
        super("the source " + source + " is switched off");
    }
}
