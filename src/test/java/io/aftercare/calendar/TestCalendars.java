package io.aftercare.calendar;

import java.util.List;

/** The calendars of the bundled file, in Shanghai, for tests of other packages. */
public final class TestCalendars {

    /** Names of all of them. */
    public static final List<String> NAMES = List.of("natural", "working-hours", "service-hours", "warehouse-hours");

    private static final WorkCalendar NATURAL = new NaturalTime(Samples.SHANGHAI);

    private TestCalendars() {}

    public static WorkCalendar get(String name) {
        return name.equals(NATURAL.name()) ? NATURAL : Samples.bundled(name);
    }
}
