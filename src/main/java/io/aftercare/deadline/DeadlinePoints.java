package io.aftercare.deadline;

import io.aftercare.calendar.WorkCalendar;
import java.time.Duration;
import java.time.Instant;

/** When a deadline warns, is due, and goes to the manager. */
record DeadlinePoints(Instant warnAt, Instant dueAt, Instant laterAt) {

    /** The points of a row counted from its anchor. */
    static DeadlinePoints of(DeadlineRule rule, WorkCalendar calendar, Instant anchor) {
        Instant due = calendar.add(anchor, rule.duration());
        Instant warn = rule.warning().before() == null
                ? calendar.add(
                        anchor,
                        share(calendar.between(anchor, due), rule.warning().share()))
                : calendar.subtract(due, rule.warning().before());
        return ordered(warn, due, calendar.add(due, rule.later()));
    }

    /** The same deadline with another due date; warning and manager keep their distance from it, in the calendar's time. */
    DeadlinePoints movedTo(Instant due, WorkCalendar calendar) {
        return ordered(
                calendar.subtract(due, calendar.between(warnAt, dueAt)),
                due,
                calendar.add(due, calendar.between(dueAt, laterAt)));
    }

    private static Duration share(Duration whole, double share) {
        return Duration.ofMillis(Math.round(whole.toMillis() * share));
    }

    /** A point that a calendar cannot reach exactly, such as the middle of a lunch break, never passes its neighbour. */
    private static DeadlinePoints ordered(Instant warn, Instant due, Instant later) {
        return new DeadlinePoints(warn.isAfter(due) ? due : warn, due, later.isBefore(due) ? due : later);
    }
}
