package io.patchbay.dispatch;

import java.time.Instant;

/**
 * One intended effect as it stands.
 *
 * @param state {@code waiting}, {@code ready}, {@code sending}, {@code unknown}, {@code done}, {@code dead} or
 *     {@code cancelled}
 * @param dueAt when it is next looked at
 * @param reason the last failure, or null
 * @param providerId what the destination returned, or null
 */
public record DispatchView(
        String id,
        String caseRef,
        String destination,
        String operation,
        int sequence,
        String state,
        int attempts,
        Instant dueAt,
        Instant plannedAt,
        Instant settledAt,
        String reason,
        String providerId,
        String providerKey,
        String providerChannel,
        String providerUrl) {}
