package io.patchbay.intake;

import java.time.Instant;

/**
 * An event claimed for triage (Claim Check).
 *
 * @param token the lease token; finishing is guarded by it
 * @param receives how often it was claimed, this time included
 */
public record KeptEvent(
        String id,
        String token,
        String source,
        String contentType,
        String query,
        String headers,
        byte[] body,
        Instant receivedAt,
        int receives) {}
