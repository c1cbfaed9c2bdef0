package io.aftercare.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Statutory holidays and make-up working days, as the State Council announces them for a year.
 *
 * @param names each day off, with the holiday's name
 * @param workdays weekend days that are worked
 * @param knownUntil last day of the last year announced
 */
record Holidays(Map<LocalDate, String> names, Set<LocalDate> workdays, LocalDate knownUntil) {}
