package io.patchbay.dispatch;

import java.time.Instant;

/**
 * A dispatch as people see it. Texts that are not known yet are empty, times null.
 *
 * @param state {@code waiting}, {@code ready}, {@code sending}, {@code unknown}, {@code done}, {@code dead} or
 *     {@code cancelled}
 * @param dueAt when it will be tried or looked up next
 * @param reason why it stands where it stands
 */
public record DispatchView(
        String id,
        String caseRef,
        String destination,
        String operation,
        int sequence,
        String state,
        int attempts,
        Instant plannedAt,
        Instant dueAt,
        Instant sentAt,
        Instant settledAt,
        String reason,
        String providerId,
        String providerKey,
        String providerChannel,
        String providerUrl) {}
