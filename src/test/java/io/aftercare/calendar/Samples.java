package io.aftercare.calendar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the calendar's tests share: the file that comes with the program, and calendars made by hand. */
final class Samples {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    static final Path FILE = Path.of("bpmn/calendars.yaml");
    static final CalendarFile BUNDLED = read();

    private static final Map<String, WorkingTime> CALENDARS = BUNDLED.schedules().stream()
            .collect(Collectors.toMap(Schedule::name, s -> new WorkingTime(s, BUNDLED.holidays(), SHANGHAI)));

    private Samples() {}

    /** A calendar of the bundled file, in Shanghai. */
    static WorkingTime bundled(String name) {
        return CALENDARS.get(name);
    }

    /** A calendar that works every day of the week, at the hours given in minutes since midnight, start and end by turns. */
    static WorkingTime everyDay(ZoneId zone, int... minutes) {
        return new WorkingTime(schedule(EnumSet.allOf(DayOfWeek.class), minutes), none(), zone);
    }

    static Schedule schedule(Set<DayOfWeek> days, int... minutes) {
        List<Hours> hours = new ArrayList<>();
        for (int i = 0; i < minutes.length; i += 2) {
            hours.add(new Hours(minutes[i], minutes[i + 1]));
        }
        return new Schedule("sample", "样例", days, hours, false);
    }

    static Holidays none() {
        return new Holidays(Map.of(), Set.of(), LocalDate.of(2026, 12, 31));
    }

    /** An instant by the clock in Shanghai, e.g. {@code 2026-02-13T17:00}. */
    static Instant at(String local) {
        return at(local, SHANGHAI);
    }

    static Instant at(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static CalendarFile read() {
        try {
            return CalendarFileReader.read(Files.readAllBytes(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadCalendarFile e) {
            throw new IllegalStateException(e);
        }
    }
}
