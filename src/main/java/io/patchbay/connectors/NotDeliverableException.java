package io.patchbay.connectors;

/** A delivery from which no request can be made, now or later: nothing was sent, and a person has to look at it. */
final class NotDeliverableException extends RuntimeException {

    /** @param reason for a person; names no customer data */
    NotDeliverableException(String reason) {
        super(reason);
    }
}
