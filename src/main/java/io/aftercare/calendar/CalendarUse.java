package io.aftercare.calendar;

/** What has been set by calendars and still runs. */
public interface CalendarUse {

    /** How many dates that nobody has met or missed yet were set by what their calendar said earlier. */
    int onEarlierVersion();
}
