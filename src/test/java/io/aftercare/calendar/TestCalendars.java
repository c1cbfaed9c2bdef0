package io.aftercare.calendar;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The calendars of the bundled file, in Shanghai, for tests of other packages. */
public final class TestCalendars {

    /** Names of all of them. */
    public static final List<String> NAMES = List.of("natural", "working-hours", "service-hours", "warehouse-hours");

    private static final WorkCalendar NATURAL = new NaturalTime(Samples.SHANGHAI);

    private TestCalendars() {}

    /** Calendars of a file that an owner has saved, as a node has read it. */
    public static Calendars of(Path file, Clock clock) {
        return new Calendars(file.toString(), clock);
    }

    public static WorkCalendar get(String name) {
        return name.equals(NATURAL.name()) ? NATURAL : Samples.bundled(name);
    }
}
