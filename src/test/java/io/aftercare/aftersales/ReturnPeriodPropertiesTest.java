package io.aftercare.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Whatever the rest days, periods end as the Civil Code says (A3, 民法典 201 to 203)")
class ReturnPeriodPropertiesTest {

    /** Two months and a half around a change of year with a leap day after it: short enough to meet every edge. */
    private static final LocalDate FIRST = LocalDate.of(2023, 12, 20);

    private static final int DAYS = 75;

    @Property
    @Label("the day is the smallest number of days whose last day, moved off rest days, is not before the request")
    void the_day_is_the_smallest(
            @ForAll("days") LocalDate signedOn,
            @ForAll("days") LocalDate requestedOn,
            @ForAll("restDays") Set<LocalDate> rest) {
        int smallest = 0;
        while (moved(signedOn.plusDays(smallest), rest::contains).isBefore(requestedOn)) {
            smallest++;
        }

        assertThat(ReturnPeriod.dayOf(signedOn, requestedOn, rest::contains)).isEqualTo(smallest);
    }

    @Property
    @Label("a later request never lies in an earlier day")
    void days_are_monotone(
            @ForAll("days") LocalDate signedOn,
            @ForAll("days") LocalDate requestedOn,
            @ForAll("restDays") Set<LocalDate> rest) {
        assertThat(ReturnPeriod.dayOf(signedOn, requestedOn.plusDays(1), rest::contains))
                .isGreaterThanOrEqualTo(ReturnPeriod.dayOf(signedOn, requestedOn, rest::contains));
    }

    @Property
    @Label("rest days never take a day from the customer")
    void rest_days_only_help(
            @ForAll("days") LocalDate signedOn,
            @ForAll("days") LocalDate requestedOn,
            @ForAll("restDays") Set<LocalDate> rest) {
        assertThat(ReturnPeriod.dayOf(signedOn, requestedOn, rest::contains))
                .isLessThanOrEqualTo(ReturnPeriod.dayOf(signedOn, requestedOn, day -> false));
    }

    @Property
    @Label(
            "months end on the day of the same number or on the month's last, after the days of repair, moved off rest days")
    void months_end_as_the_code_says(
            @ForAll("days") LocalDate signedOn,
            @ForAll @IntRange(min = 1, max = 3) int months,
            @ForAll @IntRange(max = 20) int repairDays,
            @ForAll("days") LocalDate requestedOn,
            @ForAll("restDays") Set<LocalDate> rest) {
        YearMonth month = YearMonth.from(signedOn).plusMonths(months);
        LocalDate end = month.atDay(Math.min(signedOn.getDayOfMonth(), month.lengthOfMonth()));
        LocalDate lastDay = moved(end.plusDays(repairDays), rest::contains);

        assertThat(ReturnPeriod.withinMonths(signedOn, months, repairDays, requestedOn, rest::contains))
                .isEqualTo(!requestedOn.isAfter(lastDay));
        assertThat(ReturnPeriod.withinMonths(signedOn, months, repairDays, lastDay, rest::contains))
                .isTrue();
        assertThat(ReturnPeriod.withinMonths(signedOn, months, repairDays, lastDay.plusDays(1), rest::contains))
                .isFalse();
    }

    private static LocalDate moved(LocalDate day, Predicate<LocalDate> restDay) {
        LocalDate moved = day;
        while (restDay.test(moved)) {
            moved = moved.plusDays(1);
        }
        return moved;
    }

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, DAYS).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<Set<LocalDate>> restDays() {
        return days().set().ofMinSize(0).ofMaxSize(DAYS / 2);
    }
}
