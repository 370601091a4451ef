package io.patchbay.cases.sync;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * When cases are compared with the tools.
 *
 * @param every how often an open case is
 * @param grace how old a change has to be to count as missed
 * @param endedEvery how often a case that has ended is
 * @param endedWithin how long after its end
 */
@Component
public record DriftSchedule(
        @Value("${patchbay.drift.every:15m}") Duration every,
        @Value("${patchbay.drift.grace:10m}") Duration grace,
        @Value("${patchbay.drift.ended-every:6h}") Duration endedEvery,
        @Value("${patchbay.drift.ended-within:7d}") Duration endedWithin) {

    /** How often those are asked for that have ended: there are many of them, and few have their turn. */
    public Duration endedLook() {
        return endedEvery.dividedBy(20);
    }
}
