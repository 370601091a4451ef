package io.patchbay.intake;

/** The event was claimed by another worker meanwhile, as happens to a node that was paused past its lease. */
public final class StaleClaim extends RuntimeException {
    public StaleClaim(String eventId) {
        super(eventId + " is not held by this worker any more");
    }
}
