package io.patchbay.intake;

import java.time.Instant;

/**
 * What became of an event, for whoever asks.
 *
 * @param state {@code received}, {@code claimed}, {@code done}, {@code ignored} (kept, means nothing to us),
 *     {@code quarantined} (cannot be translated) or {@code dead} (failed too often)
 * @param caseRef the case it led to, or null while there is none
 * @param reason why it stands where it stands, or null
 */
public record EventView(
        String id,
        String source,
        String state,
        String callId,
        String phase,
        String caseRef,
        String reason,
        Instant receivedAt,
        int receives) {}
