package io.aftercare.calendar;

import static io.aftercare.calendar.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Time in working hours (Q5, C17, T2)")
class WorkingTimeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final WorkCalendar working = Samples.bundled("working-hours");
    private final WorkCalendar service = Samples.bundled("service-hours");
    private final WorkCalendar warehouse = Samples.bundled("warehouse-hours");
    private final WorkCalendar natural = new NaturalTime(Samples.SHANGHAI);

    /**
     * The notice for 2026 (国办发明电〔2025〕7号): 春节 2月15日至23日放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
     * A day of working-hours has 3 hours from 9:00 and 5 hours from 13:00. In working hours, summed up:
     *
     * <pre>
     * 2-13 Fri  17:00 to 18:00            1 →  1
     * 2-14 Sat  works instead of 2-17     8 →  9
     * 2-15 Sun to 2-23 Mon  off           0 →  9
     * 2-24 Tue                            8 → 17
     * 2-25 Wed                            8 → 25
     * 2-26 Thu                            8 → 33
     * 2-27 Fri                            8 → 41
     * 2-28 Sat  works                     8 → 49
     * 3-01 Sun  off                       0 → 49
     * 3-02 Mon                            8 → 57
     * 3-03 Tue                            8 → 65
     * 3-04 Wed  7 are missing: 3 to 12:00, and 4 more from 13:00, which is 17:00
     * </pre>
     */
    @Test
    @DisplayName("Q5: 72 working hours across the Spring Festival of 2026, counted by hand")
    void seventy_two_working_hours_across_spring_festival() {
        Instant start = at("2026-02-13T17:00");
        Instant end = at("2026-03-04T17:00");

        assertThat(working.add(start, Duration.ofHours(72))).isEqualTo(end);
        assertThat(working.add(start, Span.parse("PT72H"))).isEqualTo(end);
        assertThat(working.subtract(end, Duration.ofHours(72))).isEqualTo(start);
        assertThat(working.between(start, end)).isEqualTo(Duration.ofHours(72));
    }

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        // within a day, and over lunch
        "2026-11-18T10:00, PT1H,  2026-11-18T11:00",
        "2026-11-18T11:30, PT1H,  2026-11-18T13:30",
        // the earliest instant: before lunch, at the close of business
        "2026-11-18T10:00, PT2H,  2026-11-18T12:00",
        "2026-11-18T09:00, PT8H,  2026-11-18T18:00",
        "2026-11-18T09:00, PT16H, 2026-11-19T18:00",
        // from outside of working time
        "2026-11-18T12:30, PT1H,  2026-11-18T14:00",
        "2026-11-18T18:00, PT1H,  2026-11-19T10:00",
        "2026-11-18T23:59, PT8H,  2026-11-19T18:00",
        "2026-11-20T18:00, PT1H,  2026-11-23T10:00",
        "2026-11-21T21:52, PT2H,  2026-11-23T11:00",
        // 国庆节 2026: 10-1 to 10-7 off, 9-20 (Sun) and 10-10 (Sat) worked
        "2026-09-30T17:00, PT2H,  2026-10-08T10:00",
        "2026-10-09T17:00, PT9H,  2026-10-10T18:00",
        "2026-09-19T12:00, PT1H,  2026-09-20T10:00",
        // year's end: 2027 is not announced, its ordinary week goes on
        "2025-12-31T17:00, PT9H,  2026-01-04T18:00",
        "2026-12-31T17:00, PT2H,  2027-01-01T10:00",
    })
    void adds(String from, Duration time, String to) {
        assertThat(working.add(at(from), time)).isEqualTo(at(to));
    }

    @Test
    void is_exact_to_the_nanosecond() {
        Duration odd = Duration.ofHours(8).plusNanos(1);

        assertThat(working.add(at("2026-11-18T09:00"), odd)).isEqualTo(at("2026-11-19T09:00:00.000000001"));
        assertThat(working.subtract(at("2026-11-18T18:00"), odd)).isEqualTo(at("2026-11-17T17:59:59.999999999"));
        assertThat(working.between(at("2026-11-18T09:00:00.001"), at("2026-11-18T09:00:00.002")))
                .isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void subtracting_goes_to_the_latest_instant() {
        assertThat(working.subtract(at("2026-11-18T18:00"), Duration.ofHours(8)))
                .isEqualTo(at("2026-11-18T09:00"));
        assertThat(working.subtract(at("2026-11-18T09:00"), HOUR)).isEqualTo(at("2026-11-17T17:00"));
        assertThat(working.subtract(at("2026-11-22T03:00"), HOUR)).isEqualTo(at("2026-11-20T17:00"));
        assertThat(working.subtract(at("2026-11-18T14:00"), HOUR)).isEqualTo(at("2026-11-18T13:00"));
    }

    @Test
    void no_time_ends_where_it_starts_even_at_night() {
        Instant night = at("2026-11-21T03:00");
        assertThat(working.add(night, Duration.ZERO)).isEqualTo(night);
        assertThat(working.subtract(night, Duration.ZERO)).isEqualTo(night);
        assertThat(working.between(night, night)).isZero();
    }

    @Test
    void time_between_is_negative_backwards_and_none_over_a_weekend() {
        Instant friday = at("2026-11-20T17:00");
        Instant monday = at("2026-11-23T10:00");
        assertThat(working.between(friday, monday)).isEqualTo(Duration.ofHours(2));
        assertThat(working.between(monday, friday)).isEqualTo(Duration.ofHours(-2));
        assertThat(working.between(at("2026-11-20T18:00"), at("2026-11-23T09:00")))
                .isZero();
    }

    @Test
    void negative_time_is_refused() {
        for (WorkCalendar calendar : new WorkCalendar[] {natural, working}) {
            assertThatThrownBy(() -> calendar.add(Instant.EPOCH, HOUR.negated()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("负数");
            assertThatThrownBy(() -> calendar.subtract(Instant.EPOCH, HOUR.negated()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void what_lies_outside_the_century_is_refused_not_guessed() {
        Instant now = at("2026-11-21T12:00");
        for (Runnable asked : new Runnable[] {
            () -> working.add(at("1999-12-31T23:59"), HOUR),
            () -> working.add(Instant.MAX, HOUR),
            () -> working.add(at("2099-12-31T17:00"), Duration.ofHours(2)),
            () -> working.add(now, Duration.ofDays(365 * 100)),
            () -> working.add(now, Duration.ofSeconds(Long.MAX_VALUE)),
            () -> working.add(at("2099-12-30T12:00"), Span.parse("P2D")),
            () -> working.subtract(at("2000-01-03T10:00"), Duration.ofHours(2)),
            () -> working.subtract(now, Duration.ofSeconds(Long.MAX_VALUE)),
            () -> working.between(Instant.MIN, now)
        }) {
            assertThatThrownBy(asked::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2000 年至 2099 年");
        }
        assertThat(working.add(at("2099-12-31T17:00"), HOUR)).isEqualTo(at("2099-12-31T18:00"));
    }

    @Nested
    @DisplayName("Whole days (民法典 第二百零一条、第二百零三条)")
    class Days {

        @ParameterizedTest(name = "{0} + {1} = {2}")
        @CsvSource({
            // the starting day is not counted, whatever its hour, worked or not
            "2026-11-16T09:00, P1D,  2026-11-17T18:00",
            "2026-11-16T23:00, P1D,  2026-11-17T18:00",
            "2026-11-16T00:00, P1D,  2026-11-17T18:00",
            "2026-11-20T10:00, P3D,  2026-11-25T18:00",
            "2026-11-21T10:00, P3D,  2026-11-25T18:00",
            "2026-11-22T10:00, P3D,  2026-11-25T18:00",
            // make-up days count, holidays do not: 2-14, then 2-24
            "2026-02-13T17:00, P1D,  2026-02-14T18:00",
            "2026-02-13T17:00, P2D,  2026-02-24T18:00",
            "2026-02-13T17:00, P6D,  2026-02-28T18:00",
            "2026-02-13T17:00, P7D,  2026-03-02T18:00",
            "2025-12-31T08:00, P1D,  2026-01-04T18:00",
        })
        void end_with_business_of_the_last_working_day(String from, String span, String to) {
            assertThat(working.add(at(from), Span.parse(span))).isEqualTo(at(to));
        }

        @Test
        void of_natural_time_end_at_midnight_and_are_not_moved_by_holidays() {
            assertThat(natural.add(at("2026-11-21T10:00"), Span.parse("P15D"))).isEqualTo(at("2026-12-07T00:00"));
            assertThat(natural.add(at("2026-11-21T00:00"), Span.parse("P1D"))).isEqualTo(at("2026-11-23T00:00"));
            // 2-20 is within the Spring Festival; an obligation of the company is kept by the earlier date too
            assertThat(natural.add(at("2026-02-13T17:00"), Span.parse("P7D"))).isEqualTo(at("2026-02-21T00:00"));
        }

        @Test
        void follow_each_calendar_s_own_week() {
            assertThat(service.add(at("2026-02-14T22:00"), Span.parse("P1D"))).isEqualTo(at("2026-02-15T21:00"));
            // Mon to Sat; 1-4 is a Sunday that is worked
            assertThat(warehouse.add(at("2025-12-31T17:00"), Span.parse("P1D"))).isEqualTo(at("2026-01-04T17:30"));
            assertThat(warehouse.add(at("2026-11-20T10:00"), Span.parse("P1D"))).isEqualTo(at("2026-11-21T17:30"));
        }

        @Test
        void of_natural_time_end_with_the_day_where_midnight_does_not_exist() {
            // Beirut puts its clocks forward at midnight: 2026-03-29 begins at 01:00
            ZoneId beirut = ZoneId.of("Asia/Beirut");
            assertThat(new NaturalTime(beirut).add(at("2026-03-27T12:00", beirut), Span.parse("P1D")))
                    .isEqualTo(at("2026-03-29T01:00", beirut))
                    .isEqualTo(at("2026-03-28T23:59", beirut).plusSeconds(60));
        }
    }

    @Test
    void natural_time_is_time() {
        assertThat(natural.name()).isEqualTo("natural");
        assertThat(natural.label()).isEqualTo("自然时间");
        assertThat(natural.add(at("2026-02-13T17:00"), Duration.ofHours(72))).isEqualTo(at("2026-02-16T17:00"));
        assertThat(natural.add(at("2026-02-13T17:00"), Span.parse("PT24H"))).isEqualTo(at("2026-02-14T17:00"));
        assertThat(natural.subtract(at("2026-02-16T17:00"), Duration.ofHours(72)))
                .isEqualTo(at("2026-02-13T17:00"));
        assertThat(natural.between(at("2026-02-13T17:00"), at("2026-02-14T17:00")))
                .isEqualTo(Duration.ofDays(1));
        assertThat(natural.knownUntil()).isEqualTo(LocalDate.MAX);
    }

    @Test
    void only_calendars_with_statutory_holidays_come_to_the_end_of_what_is_known() {
        assertThat(working.knownUntil()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(warehouse.knownUntil()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(service.knownUntil()).isEqualTo(LocalDate.MAX);
    }

    @Nested
    @DisplayName("Where clocks are changed, time is what really passes")
    class ClockChanges {

        private final ZoneId berlin = ZoneId.of("Europe/Berlin");
        private final ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");

        @Test
        void an_hour_that_is_skipped_does_not_count() {
            // 2026-03-29: 02:00 becomes 03:00
            WorkCalendar night = Samples.everyDay(berlin, 60, 240);
            assertThat(night.between(at("2026-03-29T00:00", berlin), at("2026-03-29T12:00", berlin)))
                    .isEqualTo(Duration.ofHours(2));
            assertThat(night.add(at("2026-03-29T01:30", berlin), HOUR)).isEqualTo(at("2026-03-29T03:30", berlin));
        }

        @Test
        void an_hour_that_comes_twice_counts_twice() {
            // 2026-10-25: 03:00 becomes 02:00
            WorkCalendar night = Samples.everyDay(berlin, 60, 240);
            assertThat(night.between(at("2026-10-25T00:00", berlin), at("2026-10-25T12:00", berlin)))
                    .isEqualTo(Duration.ofHours(4));
        }

        @Test
        void hours_that_begin_in_the_gap_begin_with_the_change() {
            // 2026-10-04: 02:00 becomes 02:30
            WorkCalendar night = Samples.everyDay(lordHowe, 135, 180);
            assertThat(night.between(at("2026-10-04T00:00", lordHowe), at("2026-10-04T12:00", lordHowe)))
                    .isEqualTo(Duration.ofMinutes(30));
        }

        @Test
        void a_day_whose_hours_are_all_skipped_is_no_working_day() {
            WorkCalendar night = Samples.everyDay(berlin, 120, 180);
            assertThat(night.add(at("2026-03-28T12:00", berlin), Span.parse("P1D")))
                    .isEqualTo(at("2026-03-30T03:00", berlin));
        }

        @Test
        void hours_that_touch_do_not_overlap_in_the_hour_that_comes_twice() {
            WorkCalendar whole = Samples.everyDay(berlin, 0, 150, 150, 1440);
            assertThat(whole.between(at("2026-10-25T00:00", berlin), at("2026-10-26T00:00", berlin)))
                    .isEqualTo(Duration.ofHours(25));
        }
    }
}
