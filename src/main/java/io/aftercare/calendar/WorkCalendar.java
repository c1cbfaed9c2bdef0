package io.aftercare.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One way of counting time. Immutable: what a calendar answers stays the same when the file behind it changes, so whoever
 * needs the calendar in force asks {@link Calendars} again.
 *
 * <p>Calendars that work by hours count time that really passes, also on days on which clocks are changed, and are exact to
 * the nanosecond. They count from 2000 to 2099; instants outside, and results outside, are refused with an {@link
 * IllegalArgumentException}.
 */
public sealed interface WorkCalendar permits NaturalTime, WorkingTime {

    /** As tables write it, e.g. {@code working-hours}. */
    String name();

    /** As people read it, e.g. 工作时间. */
    String label();

    /** Names what it counts: the same on every node, and another one as soon as any working time differs. */
    String version();

    /**
     * The earliest instant at which {@code time} of this calendar's time has passed since {@code from}: eight working hours
     * from nine in the morning end at the close of business, never at nine on the next morning. No time at all ends at {@code
     * from} itself, be it inside working time or not.
     *
     * @param time zero or more
     * @throws IllegalArgumentException {@code time} is negative
     */
    Instant add(Instant from, Duration time);

    /**
     * The latest instant from which {@code time} of this calendar's time passes until {@code from}; the mirror of {@link
     * #add(Instant, Duration)}.
     *
     * @param time zero or more
     * @throws IllegalArgumentException {@code time} is negative
     */
    Instant subtract(Instant from, Duration time);

    /** This calendar's time between two instants; negative if {@code to} is the earlier one. */
    Duration between(Instant from, Instant to);

    /**
     * When a span that starts at {@code from} ends. A span of exact time ends as {@link #add(Instant, Duration)} says. A span
     * of days follows 民法典 第二百零一条 and 第二百零三条: the starting day is not counted, and the span ends with its last
     * day. In natural time that is 24:00 of the day, the midnight that follows; in a calendar with hours it is the close of
     * business of the n-th working day after the starting one.
     *
     * <p>第二百零三条 also moves an end that falls on a holiday to the next working day. Natural days are not moved here: what
     * the company has to keep is kept by the earlier date as well.
     */
    Instant add(Instant from, Span span);

    /**
     * The last day for which this calendar knows the statutory holidays; after it (and before the first year that is known) the
     * ordinary week goes on without holidays. {@link LocalDate#MAX} for a calendar that does not ask for holidays.
     */
    LocalDate knownUntil();
}
