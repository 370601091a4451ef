package io.patchbay.connectors.http;

/** A delivery from which no request can be made, now or later: nothing was sent, and a person has to look at it. */
public final class NotDeliverableException extends RuntimeException {

    /** @param reason for a person; names no customer data */
    public NotDeliverableException(String reason) {
        super(reason);
    }

    /** The destination has no file in the configuration. */
    public static NotDeliverableException switchedOff(String destination) {
        return new NotDeliverableException("there is no destinations/" + destination + ".yaml");
    }
}
