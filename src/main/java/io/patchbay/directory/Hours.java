package io.patchbay.directory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When a queue's owner works. A shift that ends at or before the time it starts goes on into the next day.
 *
 * @param days the days on which the shift starts
 * @param to the first moment that is no longer part of the shift
 */
record Hours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    /** Around the clock, on the calendar of UTC. */
    static final Hours ALWAYS = new Hours(ZoneId.of("UTC"), Set.of(DayOfWeek.values()), LocalTime.MIN, LocalTime.MIN);

    Hours {
        days = Set.copyOf(days);
    }

    boolean contains(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        DayOfWeek day = local.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
        }
        return (days.contains(day) && !time.isBefore(from)) || (days.contains(day.minus(1)) && time.isBefore(to));
    }
}
