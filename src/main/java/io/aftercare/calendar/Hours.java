package io.aftercare.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * A stretch of one day as the clock on the wall shows it.
 *
 * @param start minutes since midnight
 * @param end minutes since midnight, after {@code start}, at most 24:00; the first minute that is no longer part of it
 */
record Hours(int start, int end) implements Comparable<Hours> {

    static final int DAY = 24 * 60;

    Hours {
        if (start < 0 || end > DAY || start >= end) {
            throw new IllegalArgumentException("No hours of a day: minutes " + start + " to " + end);
        }
    }

    Instant startOn(LocalDate day, ZoneId zone) {
        return reached(day, start, zone);
    }

    Instant endOn(LocalDate day, ZoneId zone) {
        return reached(day, end, zone);
    }

    /** Earlier hours first. */
    @Override
    public int compareTo(Hours other) {
        return start != other.start ? Integer.compare(start, other.start) : Integer.compare(end, other.end);
    }

    /**
     * The first instant at which the clock shows the time or a later one: where clocks are put forward over the time, the
     * instant of the change; where they are put back, the first of the two. So hours that touch never overlap.
     */
    private static Instant reached(LocalDate day, int minutes, ZoneId zone) {
        LocalDateTime local = day.atStartOfDay().plusMinutes(minutes);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
