package io.aftercare.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A calendar as its owner wrote it.
 *
 * @param name as tables write it
 * @param label as people read it
 * @param days days of the ordinary week
 * @param hours hours of every day that is worked, in order, not overlapping
 * @param statutoryHolidays whether statutory holidays are off and make-up working days are worked
 */
record Schedule(String name, String label, Set<DayOfWeek> days, List<Hours> hours, boolean statutoryHolidays) {

    private static final Set<DayOfWeek> ORDINARY = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    boolean works(LocalDate day, Holidays holidays) {
        if (statutoryHolidays) {
            if (holidays.names().containsKey(day)) {
                return false;
            }
            if (holidays.workdays().contains(day)) {
                return true;
            }
        }
        return days.contains(day.getDayOfWeek());
    }

    /** Whether a day of it is what everybody calls a 工作日. */
    boolean isOrdinaryWeek() {
        return statutoryHolidays && days.equals(ORDINARY);
    }
}
