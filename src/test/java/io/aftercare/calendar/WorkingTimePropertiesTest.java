package io.aftercare.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Laws of working time, over the bundled calendars and over odd hours in zones with clock changes. Instants fall by
 * preference where something happens: holidays, make-up days, year ends, changes of the clock, opening and closing times.
 */
@Label("Whatever the calendar, working time obeys the laws of time (Q5)")
class WorkingTimePropertiesTest {

    private static final int TRIES = 1000;
    private static final long SECOND = 1_000_000_000L;

    /** A calendar with what the slow reference needs to know of it. */
    private record Sample(String what, Schedule schedule, Holidays holidays, ZoneId zone, WorkingTime time) {

        static Sample of(Schedule schedule, Holidays holidays, ZoneId zone) {
            return new Sample(
                    schedule.name() + " in " + zone,
                    schedule,
                    holidays,
                    zone,
                    new WorkingTime(schedule, holidays, zone));
        }

        @Override
        public String toString() {
            return what;
        }
    }

    private static final List<Sample> SAMPLES = samples();

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    @Label("a later start never ends earlier, more time never ends earlier")
    void adding_is_monotone(
            @ForAll("moments") Moment a, @ForAll("shifts") Duration later, @ForAll("times") Duration d) {
        Instant t2 = a.at().plus(later);
        assertThat(a.time().add(t2, d)).isAfterOrEqualTo(a.time().add(a.at(), d));
        assertThat(a.time().add(a.at(), d.plus(later)))
                .isAfterOrEqualTo(a.time().add(a.at(), d));
        assertThat(a.time().add(a.at(), d)).isAfterOrEqualTo(a.at());
        assertThat(a.time().subtract(t2, d)).isAfterOrEqualTo(a.time().subtract(a.at(), d));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    @Label("as much time has passed as was added, and not a nanosecond earlier")
    void between_measures_what_add_added(@ForAll("moments") Moment a, @ForAll("times") Duration d) {
        Instant end = a.time().add(a.at(), d);
        assertThat(a.time().between(a.at(), end)).isEqualTo(d);
        Instant start = a.time().subtract(a.at(), d);
        assertThat(a.time().between(start, a.at())).isEqualTo(d);
        if (!d.isZero()) {
            assertThat(a.time().between(a.at(), end.minusNanos(1))).isLessThan(d);
            assertThat(a.time().between(start.plusNanos(1), a.at())).isLessThan(d);
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    @Label("subtracting undoes adding from within working time, and the other way round")
    void subtract_undoes_add(@ForAll("moments") Moment a, @ForAll("times") Duration d) {
        // the next instant of working time begins here or later; the last one ends here or earlier
        Instant within = a.time().add(a.at(), Duration.ofNanos(1)).minusNanos(1);
        assertThat(a.time().subtract(a.time().add(within, d), d)).isEqualTo(within);
        Instant ending = a.time().subtract(a.at(), Duration.ofNanos(1)).plusNanos(1);
        assertThat(a.time().add(a.time().subtract(ending, d), d)).isEqualTo(ending);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    @Label("adding twice is adding the sum")
    void adding_is_additive(@ForAll("moments") Moment a, @ForAll("times") Duration d, @ForAll("times") Duration e) {
        assertThat(a.time().add(a.time().add(a.at(), d), e)).isEqualTo(a.time().add(a.at(), d.plus(e)));
        assertThat(a.time().subtract(a.time().subtract(a.at(), d), e))
                .isEqualTo(a.time().subtract(a.at(), d.plus(e)));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    @Label("time between is additive, antisymmetric, and never more than natural time")
    void between_is_additive(@ForAll("moments") Moment a, @ForAll("shifts") Duration x, @ForAll("shifts") Duration y) {
        Instant b = a.at().plus(x);
        Instant c = a.at().minus(y);
        WorkCalendar time = a.time();
        assertThat(time.between(a.at(), b).plus(time.between(b, c))).isEqualTo(time.between(a.at(), c));
        assertThat(time.between(a.at(), b)).isEqualTo(time.between(b, a.at()).negated());
        assertThat(time.between(a.at(), b)).isBetween(Duration.ZERO, x);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    @Label("a span of days ends after the starting day, with business, and one day more ends on a later day")
    void days_end_with_business(@ForAll("moments") Moment a, @ForAll("days") int n) {
        ZoneId zone = a.sample().zone();
        Instant end = a.time().add(a.at(), new Span(Duration.ZERO, n));
        LocalDate last = LocalDate.ofInstant(end.minusNanos(1), zone);
        assertThat(last).isAfter(LocalDate.ofInstant(a.at(), zone));
        // closing time: work just before it, none until the day is over
        assertThat(a.time().between(end.minusNanos(1), end)).isEqualTo(Duration.ofNanos(1));
        assertThat(a.time().between(end, last.plusDays(1).atStartOfDay(zone).toInstant()))
                .isZero();
        assertThat(a.time().add(a.at(), new Span(Duration.ZERO, n + 1))).isAfter(end);
        assertThat(worked(a.sample(), LocalDate.ofInstant(a.at(), zone), last)).isEqualTo(n);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    @Label("counting minute by minute gives the same")
    void a_slow_count_agrees(@ForAll("minutes") Moment a, @ForAll("minuteTimes") Duration d) {
        Instant end = Slow.add(a.sample(), a.at(), d);
        assertThat(a.time().add(a.at(), d)).isEqualTo(end);
        assertThat(a.time().subtract(a.at(), d)).isEqualTo(Slow.subtract(a.sample(), a.at(), d));
        assertThat(a.time().between(a.at(), end)).isEqualTo(Slow.between(a.sample(), a.at(), end));
    }

    /** Days worked after one and until another, by asking each day on its own. */
    private static long worked(Sample sample, LocalDate after, LocalDate until) {
        return after.plusDays(1)
                .datesUntil(until.plusDays(1))
                .filter(day -> sample.schedule().works(day, sample.holidays()))
                .filter(day -> sample.schedule().hours().stream()
                        .anyMatch(h -> h.startOn(day, sample.zone()).isBefore(h.endOn(day, sample.zone()))))
                .count();
    }

    /**
     * Walks the minutes. Whether one is worked is read off the clock on the wall, which shows the minute's latest time so far on
     * that day: where clocks are put back, time stands until it has been caught up with.
     */
    private static final class Slow {

        private static final Map<Sample, Map<LocalDate, Day>> DAYS = new IdentityHashMap<>();

        private record Day(Instant midnight, boolean[] worked) {}

        static Instant add(Sample sample, Instant from, Duration time) {
            Instant at = from;
            for (long left = time.toMinutes(); left > 0; at = at.plusSeconds(60)) {
                left -= worked(sample, at) ? 1 : 0;
            }
            return at;
        }

        static Instant subtract(Sample sample, Instant from, Duration time) {
            Instant at = from;
            for (long left = time.toMinutes(); left > 0; at = at.minusSeconds(60)) {
                left -= worked(sample, at.minusSeconds(60)) ? 1 : 0;
            }
            return at;
        }

        static Duration between(Sample sample, Instant from, Instant to) {
            long minutes = 0;
            for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
                minutes += worked(sample, at) ? 1 : 0;
            }
            return Duration.ofMinutes(minutes);
        }

        private static boolean worked(Sample sample, Instant minute) {
            LocalDate day = LocalDate.ofInstant(minute, sample.zone());
            Day known = DAYS.computeIfAbsent(sample, key -> new HashMap<>()).computeIfAbsent(day, key -> {
                Instant midnight = day.atStartOfDay(sample.zone()).toInstant();
                return new Day(midnight, day(sample, day, midnight));
            });
            return known.worked()[(int) ChronoUnit.MINUTES.between(known.midnight(), minute)];
        }

        private static boolean[] day(Sample sample, LocalDate day, Instant midnight) {
            boolean[] minutes = new boolean[26 * 60];
            boolean off = sample.schedule().statutoryHolidays()
                    && sample.holidays().names().containsKey(day);
            boolean makeUp = sample.schedule().statutoryHolidays()
                    && sample.holidays().workdays().contains(day);
            if (off || !makeUp && !sample.schedule().days().contains(day.getDayOfWeek())) {
                return minutes;
            }
            int latest = 0;
            for (int i = 0; i < minutes.length; i++) {
                LocalDateTime wall = LocalDateTime.ofInstant(midnight.plusSeconds(60L * i), sample.zone());
                if (!wall.toLocalDate().equals(day)) {
                    break;
                }
                latest = Math.max(latest, wall.getHour() * 60 + wall.getMinute());
                for (Hours hours : sample.schedule().hours()) {
                    minutes[i] |= hours.start() <= latest && latest < hours.end();
                }
            }
            return minutes;
        }
    }

    /** An instant in a calendar. */
    record Moment(Sample sample, Instant at) {

        WorkCalendar time() {
            return sample.time();
        }

        @Override
        public String toString() {
            return at.atZone(sample.zone()) + " by " + sample;
        }
    }

    @Provide
    Arbitrary<Moment> moments() {
        return moments(instants());
    }

    @Provide
    Arbitrary<Moment> minutes() {
        return moments(instants().map(at -> at.truncatedTo(ChronoUnit.MINUTES)));
    }

    @Provide
    Arbitrary<Duration> times() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 200).map(Duration::ofHours),
                Arbitraries.longs().between(0, 24 * 60).map(Duration::ofMinutes),
                Arbitraries.longs().between(0, 72L * 3600 * SECOND).map(Duration::ofNanos),
                Arbitraries.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofHours(8), Duration.ofHours(3)));
    }

    @Provide
    Arbitrary<Duration> minuteTimes() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 16 * 60).map(Duration::ofMinutes),
                Arbitraries.of(3, 5, 8, 16, 24).map(Duration::ofHours));
    }

    @Provide
    Arbitrary<Duration> shifts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 40L * 24 * 3600 * SECOND).map(Duration::ofNanos),
                Arbitraries.longs().between(0, 60 * 48).map(minutes -> Duration.ofMinutes(30 * minutes)));
    }

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.integers().between(1, 40);
    }

    private static Arbitrary<Moment> moments(Arbitrary<Instant> instants) {
        return Combinators.combine(Arbitraries.of(SAMPLES), instants).as((sample, at) -> {
            // the instants are meant by the clock on the wall
            LocalDateTime local = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
            return new Moment(sample, local.atZone(sample.zone()).toInstant());
        });
    }

    private static Arbitrary<Instant> instants() {
        Arbitrary<LocalDate> days = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 3 * 365).map(LocalDate.of(2024, 12, 1)::plusDays),
                // year ends, holidays, make-up days, changes of the clock
                Arbitraries.of(
                                "2024-12-31",
                                "2025-12-31",
                                "2026-12-31",
                                "2025-01-28",
                                "2025-10-11",
                                "2026-01-04",
                                "2026-02-14",
                                "2026-02-23",
                                "2026-02-28",
                                "2026-09-20",
                                "2026-10-10",
                                "2026-03-29",
                                "2026-10-25",
                                "2026-03-08",
                                "2026-11-01",
                                "2026-04-05",
                                "2026-10-04")
                        .map(LocalDate::parse)
                        .flatMap(day -> Arbitraries.integers().between(-3, 3).map(day::plusDays)));
        Arbitrary<Long> times = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 86_400 * SECOND - 1),
                Arbitraries.longs().between(0, 47).map(half -> half * 1800 * SECOND),
                Arbitraries.of(540L, 720L, 780L, 1080L, 120L, 150L)
                        .flatMap(minute -> Arbitraries.longs().between(-1, 1).map(off -> minute * 60 * SECOND + off)));
        return Combinators.combine(days, times)
                .as((day, time) -> day.atStartOfDay(ZoneOffset.UTC).toInstant().plusNanos(time));
    }

    private static List<Sample> samples() {
        Set<DayOfWeek> all = EnumSet.allOf(DayOfWeek.class);
        Set<DayOfWeek> week = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        Holidays none = Samples.none();
        Holidays bundled = Samples.BUNDLED.holidays();
        Schedule office = Samples.BUNDLED.schedules().get(0);
        return List.of(
                Sample.of(office, bundled, Samples.SHANGHAI),
                Sample.of(Samples.BUNDLED.schedules().get(1), bundled, Samples.SHANGHAI),
                Sample.of(Samples.BUNDLED.schedules().get(2), bundled, Samples.SHANGHAI),
                Sample.of(office, bundled, ZoneId.of("Europe/Berlin")),
                // over, up to, and from within the changes, which lie at 2:00 or 3:00 on Sundays
                Sample.of(named("night", all, 60, 240), none, ZoneId.of("Europe/Berlin")),
                Sample.of(named("halves", all, 0, 150, 150, 1440), none, ZoneId.of("Europe/Berlin")),
                Sample.of(named("in the gap", all, 130, 170, 175, 200), none, ZoneId.of("Europe/Berlin")),
                Sample.of(named("night", all, 60, 240), none, ZoneId.of("America/New_York")),
                Sample.of(named("twice", all, 80, 110, 115, 125), none, ZoneId.of("America/New_York")),
                Sample.of(named("night", all, 0, 125, 130, 420), none, ZoneId.of("Australia/Lord_Howe")),
                Sample.of(named("in the gap", all, 95, 135, 140, 145), none, ZoneId.of("Australia/Lord_Howe")),
                Sample.of(named("weekdays", week, 0, 1440), none, ZoneId.of("Asia/Beirut")));
    }

    private static Schedule named(String name, Set<DayOfWeek> days, int... minutes) {
        return new Schedule(name, name, days, Samples.schedule(days, minutes).hours(), false);
    }
}
