package io.patchbay.intake;

import java.time.Instant;

/**
 * An event claimed for triage (Claim Check).
 *
 * @param token the lease token; finishing is guarded by it
 * @param callId the call it is about, as its sender names it, or the empty string
 * @param receives how often it was claimed, this time included
 */
public record KeptEvent(
        String id, String token, EventContent content, String callId, Instant receivedAt, int receives) {
    public String source() {
        return content.source();
    }

    /** The bytes that were kept. */
    public byte[] body() {
        return content.body();
    }
}
