/**
 * Time as deadlines count it: natural time, and the working time of the calendars in {@code bpmn/calendars.yaml} with its
 * statutory holidays and make-up working days. {@link io.aftercare.calendar.Calendars} hands out a {@link
 * io.aftercare.calendar.WorkCalendar} by name; a {@link io.aftercare.calendar.Span} is a length of time as a table's cell
 * says it.
 *
 * <p>It knows no feature and no deadline, and of ours nothing but the platform.
 */
package io.aftercare.calendar;
