package io.patchbay.intake;

import io.patchbay.intake.expression.Message;

/**
 * A verified webhook request, read just far enough to know whether it was seen before.
 *
 * @param id the id of the event it becomes, unless it is a duplicate
 * @param deliveryKey what identifies the delivery within its source (Idempotent Receiver)
 * @param bodyHash SHA-256 of the bytes as received, in hex
 * @param otherBodyIsDuplicate whether another body under the same key is the same delivery told again
 * @param query the raw query string, or the empty string
 * @param headers the headers the source's configuration reads, as JSON
 * @param body the bytes to be kept: as received, less the secrets that the source's configuration names
 * @param callId the provider's id of the call, or the empty string for an event that names none
 * @param phase the canonical phase, or the sender's own word for an event that is kept and ignored
 * @param ignored whether the event is only kept
 * @param unreadable why nobody can read the body, so that the event is set aside at once; or null
 * @param challenge whether the sender only wants {@code answer}, and nothing is to be kept
 * @param answer what the source's protocol wants to hear, or null for our own 202
 * @param parsed what is to be kept as it was read, checked against its schema; or null when it has to be read again
 */
public record Arrival(
        String id,
        String source,
        String deliveryKey,
        String bodyHash,
        boolean otherBodyIsDuplicate,
        String contentType,
        String query,
        String headers,
        byte[] body,
        String callId,
        String phase,
        boolean ignored,
        String unreadable,
        boolean challenge,
        IntakeAnswer answer,
        Message parsed) {
    private static final String FETCHED = "fetched:";
    private static final int LONGEST_KEY = 255;

    /** The same as an answer to a question of the hub's: under a key that no delivery has, and the same when asked again. */
    Arrival asFetched() {
        String key = FETCHED + deliveryKey;
        return new Arrival(
                id,
                source,
                key.length() <= LONGEST_KEY ? key : FETCHED + bodyHash,
                bodyHash,
                true,
                contentType,
                query,
                headers,
                body,
                callId,
                phase,
                ignored,
                unreadable,
                challenge,
                answer,
                parsed);
    }

    /** The state of the event that it becomes. */
    String state() {
        if (unreadable != null) {
            return "quarantined";
        }
        return ignored ? "ignored" : "received";
    }
}
