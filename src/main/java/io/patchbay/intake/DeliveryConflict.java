package io.patchbay.intake;

/** The same delivery id came with another body. The first is kept; somebody should look at the sender. */
public final class DeliveryConflict extends RuntimeException {
    public DeliveryConflict(String eventId) {
        super("the delivery id was used before, for event " + eventId + ", with another body");
    }
}
