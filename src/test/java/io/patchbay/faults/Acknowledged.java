package io.patchbay.faults;

import java.time.Duration;

/**
 * A delivery that the hub took responsibility for with a 2xx.
 *
 * @param attempts how many requests it took
 * @param took from the moment the delivery was due until the 2xx
 */
public record Acknowledged(
        String webhookId, String callId, String type, String eventId, boolean duplicate, int attempts, Duration took) {}
