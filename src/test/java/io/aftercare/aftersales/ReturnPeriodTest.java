package io.aftercare.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Periods from the signing for the goods (A3, 民法典 201 to 203)")
class ReturnPeriodTest {

    private static final Set<LocalDate> WORKED_WEEKENDS =
            Set.of(day("2026-02-14"), day("2026-02-28"), day("2026-10-10"));

    @ParameterizedTest(name = "signed {0}, requested {1}: day {2}, {3}")
    @CsvSource({
        "2026-06-01, 2026-05-31, 0,  before the signing",
        "2026-06-01, 2026-06-01, 0,  on the day of signing",
        "2026-06-01, 2026-06-02, 1,  the day after is the first",
        "2026-06-02, 2026-06-09, 7,  the seventh day",
        "2026-06-02, 2026-06-10, 8,  the eighth day",
        "2026-06-01, 2026-06-08, 5,  five days would do: their Saturday is moved to this Monday",
        "2026-06-06, 2026-06-13, 7,  the seventh day is a Saturday",
        "2026-06-06, 2026-06-14, 7,  and the Sunday",
        "2026-06-06, 2026-06-15, 7,  and the Monday after it",
        "2026-06-06, 2026-06-16, 10, but not the Tuesday",
        "2026-06-05, 2026-06-12, 7,  the seventh day is a Friday",
        "2026-06-05, 2026-06-13, 8,  so the Saturday is the eighth",
        "2026-06-06, 2026-06-08, 0,  signed on a Saturday and requested on the Monday",
        "2026-09-24, 2026-10-08, 7,  the seventh day is the first of the holiday",
        "2026-09-24, 2026-10-09, 15, and the second day after the holiday is out",
        "2026-10-03, 2026-10-10, 7,  the seventh day is a Saturday that is worked",
        "2026-10-03, 2026-10-11, 8,  so the Sunday is the eighth",
        "2026-02-07, 2026-02-14, 7,  the day before the holiday is worked",
        "2026-02-07, 2026-02-24, 8,  the day after the holiday is not in seven days",
        "2026-02-08, 2026-02-24, 7,  the holiday moves the end by nine days"
    })
    void days_are_counted(LocalDate signedOn, LocalDate requestedOn, int day, String why) {
        assertThat(ReturnPeriod.dayOf(signedOn, requestedOn, ReturnPeriodTest::restDay))
                .as(why)
                .isEqualTo(day);
    }

    @ParameterizedTest(name = "signed {0}, {1} months and {2} days of repair, requested {3}: {4}")
    @CsvSource({
        "2025-03-10, 12, 0,  2026-03-10, true",
        "2025-03-10, 12, 0,  2026-03-11, false",
        "2025-03-10, 12, 10, 2026-03-20, true",
        "2025-03-10, 12, 10, 2026-03-21, false",
        "2025-03-10, 12, 11, 2026-03-23, true",
        "2025-03-10, 12, 11, 2026-03-24, false",
        "2025-08-31, 6,  0,  2026-02-28, true",
        "2025-08-31, 6,  0,  2026-03-01, false",
        "2024-02-29, 12, 0,  2025-02-28, true",
        "2024-02-29, 12, 0,  2025-03-01, false",
        "2023-11-20, 36, 0,  2026-11-20, true",
        "2023-11-20, 36, 0,  2026-11-21, false",
        "2025-10-01, 12, 0,  2026-10-08, true",
        "2025-10-01, 12, 0,  2026-10-09, false",
        "2026-06-01, 1,  0,  2026-05-31, true"
    })
    void months_are_counted(LocalDate signedOn, int months, int repairDays, LocalDate requestedOn, boolean within) {
        assertThat(ReturnPeriod.withinMonths(signedOn, months, repairDays, requestedOn, ReturnPeriodTest::restDay))
                .isEqualTo(within);
    }

    @Test
    @DisplayName("goods without a warranty have none, not even on the day of signing")
    void no_warranty_is_never_kept() {
        LocalDate signedOn = day("2026-06-01");

        assertThat(ReturnPeriod.withinMonths(signedOn, 0, 0, signedOn, ReturnPeriodTest::restDay))
                .isFalse();
    }

    @Test
    @DisplayName("where every day is a rest day no period ever ends, and counting does")
    void nothing_but_rest_days() {
        LocalDate signedOn = day("2026-06-01");

        assertThat(ReturnPeriod.dayOf(signedOn, signedOn.plusYears(1), day -> true))
                .isZero();
        assertThat(ReturnPeriod.withinMonths(signedOn, 1, 0, signedOn.plusYears(1), day -> true))
                .isTrue();
    }

    /** Weekends that are not worked, and the holidays of spring and October 2026. */
    private static boolean restDay(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend && !WORKED_WEEKENDS.contains(day)
                || between(day, "2026-02-15", "2026-02-23")
                || between(day, "2026-10-01", "2026-10-07");
    }

    private static boolean between(LocalDate day, String first, String last) {
        return !day.isBefore(day(first)) && !day.isAfter(day(last));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
