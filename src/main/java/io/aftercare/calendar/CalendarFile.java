package io.aftercare.calendar;

import java.util.List;
import java.util.SortedMap;

/**
 * What {@code calendars.yaml} says.
 *
 * @param sources by year, the notice that its holidays come from
 * @param holidays of all years together
 * @param schedules in the order of the file
 */
record CalendarFile(SortedMap<Integer, String> sources, Holidays holidays, List<Schedule> schedules) {}
