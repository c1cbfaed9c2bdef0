package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/**
 * The file that comes with the program, compared with what was counted by hand from the notices of the State Council: for
 * each month its weekdays, less those that are holidays, plus the weekend days that are worked.
 */
@DisplayName("The bundled calendars hold what the State Council's notices say (Q5)")
class BundledCalendarsTest {

    @Test
    @DisplayName("2025, 国办发明电〔2024〕12号: 248 working days")
    void the_working_days_of_2025() {
        assertThat(workingDays("working-hours", 2025))
                .containsExactly(
                        23 - 5 + 1, // 1-1 Wed; 1-28 Tue to 1-31 Fri; 1-26 Sun worked
                        20 - 2 + 1, // 2-3 Mon, 2-4 Tue; 2-8 Sat worked
                        21,
                        22 - 1 + 1, // 4-4 Fri; 4-27 Sun worked
                        22 - 3, // 5-1 Thu, 5-2 Fri, 5-5 Mon
                        21 - 1, // 6-2 Mon
                        23,
                        21,
                        22 + 1, // 9-28 Sun worked
                        23 - 6 + 1, // 10-1 Wed to 10-3 Fri, 10-6 Mon to 10-8 Wed; 10-11 Sat worked
                        20,
                        23);
        assertThat(workingDays("working-hours", 2025).stream().mapToInt(n -> n).sum())
                .isEqualTo(248);
    }

    @Test
    @DisplayName("2026, 国办发明电〔2025〕7号: 248 working days")
    void the_working_days_of_2026() {
        assertThat(workingDays("working-hours", 2026))
                .containsExactly(
                        22 - 2 + 1, // 1-1 Thu, 1-2 Fri; 1-4 Sun worked
                        20 - 6 + 2, // 2-16 Mon to 2-20 Fri, 2-23 Mon; 2-14 Sat, 2-28 Sat worked
                        22,
                        22 - 1, // 4-6 Mon
                        21 - 3 + 1, // 5-1 Fri, 5-4 Mon, 5-5 Tue; 5-9 Sat worked
                        22 - 1, // 6-19 Fri
                        23,
                        21,
                        22 - 1 + 1, // 9-25 Fri; 9-20 Sun worked
                        22 - 5 + 1, // 10-1 Thu, 10-2 Fri, 10-5 Mon to 10-7 Wed; 10-10 Sat worked
                        21,
                        23);
        assertThat(workingDays("working-hours", 2026).stream().mapToInt(n -> n).sum())
                .isEqualTo(248);
    }

    @Test
    void the_days_off_by_name() {
        assertThat(daysOff(2025))
                .containsExactly(
                        "元旦 01-01..01-01",
                        "春节 01-28..02-04",
                        "清明节 04-04..04-06",
                        "劳动节 05-01..05-05",
                        "端午节 05-31..06-02",
                        "国庆节、中秋节 10-01..10-08");
        assertThat(daysOff(2026))
                .containsExactly(
                        "元旦 01-01..01-03",
                        "春节 02-15..02-23",
                        "清明节 04-04..04-06",
                        "劳动节 05-01..05-05",
                        "端午节 06-19..06-21",
                        "中秋节 09-25..09-27",
                        "国庆节 10-01..10-07");
    }

    @Test
    void the_weekend_days_that_are_worked() {
        assertThat(new TreeSet<>(Samples.BUNDLED.holidays().workdays()).stream().map(LocalDate::toString))
                .containsExactly(
                        "2025-01-26",
                        "2025-02-08",
                        "2025-04-27",
                        "2025-09-28",
                        "2025-10-11", //
                        "2026-01-04",
                        "2026-02-14",
                        "2026-02-28",
                        "2026-05-09",
                        "2026-09-20",
                        "2026-10-10");
    }

    @Test
    void the_warehouse_works_on_saturdays_and_customer_service_every_day() {
        List<Integer> warehouse = workingDays("warehouse-hours", 2026);
        // 27 days from Monday to Saturday; 1-1 to 1-3 off; 1-4 Sun worked
        assertThat(warehouse.get(0)).isEqualTo(27 - 3 + 1);
        // 24; 2-16 to 2-21 and 2-23 off; the two Saturdays that are worked are worked anyway
        assertThat(warehouse.get(1)).isEqualTo(24 - 7);
        // 27; 10-1 to 10-3 and 10-5 to 10-7 off
        assertThat(warehouse.get(9)).isEqualTo(27 - 6);

        assertThat(workingDays("service-hours", 2026)).containsExactly(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
    }

    @Test
    @DisplayName("2027 is not announced yet: its ordinary week, no invention")
    void years_that_are_not_announced() {
        // weekdays only: 2027 begins on a Friday and has 104 days of weekends
        assertThat(workingDays("working-hours", 2027).stream().mapToInt(n -> n).sum())
                .isEqualTo(365 - 104);
        // 2024 begins on a Monday and is a leap year: 52 weeks, and Monday and Tuesday
        assertThat(workingDays("working-hours", 2024).stream().mapToInt(n -> n).sum())
                .isEqualTo(52 * 5 + 2);
        assertThat(Samples.BUNDLED.holidays().knownUntil()).isEqualTo("2026-12-31");
    }

    @Test
    void names_hours_and_sources() {
        assertThat(Samples.BUNDLED.schedules())
                .extracting(s -> s.name() + " " + s.label() + " " + hours(s))
                .containsExactly(
                        "working-hours 工作时间 540-720 780-1080",
                        "service-hours 客服服务时间 540-1260",
                        "warehouse-hours 仓库作业时间 510-720 810-1050");
        assertThat(Samples.BUNDLED.sources().get(2025)).contains("国办发明电〔2024〕12号", "2024-11-12");
        assertThat(Samples.BUNDLED.sources().get(2026)).contains("国办发明电〔2025〕7号", "2025-11-04");
    }

    @Test
    void the_file_travels_in_the_jar() throws Exception {
        assertThat(new ClassPathResource("bpmn/calendars.yaml").getContentAsByteArray())
                .isEqualTo(Files.readAllBytes(Samples.FILE));
    }

    /** Working days per month, as the calendar itself counts them: by the time that passes on each day. */
    private static List<Integer> workingDays(String calendar, int year) {
        WorkCalendar time = Samples.bundled(calendar);
        List<Integer> counts = new ArrayList<>();
        for (Month month : Month.values()) {
            LocalDate first = LocalDate.of(year, month, 1);
            counts.add((int) first.datesUntil(first.plusMonths(1))
                    .filter(day -> !time.between(
                                    day.atStartOfDay(Samples.SHANGHAI).toInstant(),
                                    day.plusDays(1)
                                            .atStartOfDay(Samples.SHANGHAI)
                                            .toInstant())
                            .isZero())
                    .count());
        }
        return counts;
    }

    private static List<String> daysOff(int year) {
        var names = Samples.BUNDLED.holidays().names();
        Set<LocalDate> days = names.keySet().stream()
                .filter(day -> day.getYear() == year)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> ranges = new ArrayList<>();
        LocalDate from = null;
        for (LocalDate day : days) {
            from = from == null ? day : from;
            if (!names.get(day).equals(names.get(day.plusDays(1)))) {
                ranges.add(names.get(day) + " " + from.toString().substring(5) + ".."
                        + day.toString().substring(5));
                from = null;
            }
        }
        return ranges;
    }

    private static String hours(Schedule schedule) {
        return schedule.hours().stream().map(h -> h.start() + "-" + h.end()).collect(Collectors.joining(" "));
    }
}
