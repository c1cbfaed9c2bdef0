package io.aftercare.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.aftercare.calendar.Span;
import io.aftercare.calendar.TestCalendars;
import io.aftercare.calendar.WorkCalendar;
import io.aftercare.deadline.DeadlineRule.Anchor;
import io.aftercare.deadline.DeadlineRule.Warning;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Whatever the row and the calendar, the points of a deadline keep their order and their distances (Q5)")
class DeadlinePointsPropertiesTest {

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("the warning never comes after the due date, nor the manager before it")
    void in_order(@ForAll("rules") DeadlineRule rule, @ForAll("moments") Instant anchor) {
        DeadlinePoints points = DeadlinePoints.of(rule, calendar(rule), anchor);

        assertThat(points.dueAt()).isEqualTo(calendar(rule).add(anchor, rule.duration()));
        assertThat(points.warnAt()).isBeforeOrEqualTo(points.dueAt());
        assertThat(points.laterAt()).isAfterOrEqualTo(points.dueAt());
        assertThat(calendar(rule).between(points.dueAt(), points.laterAt())).isEqualTo(rule.later());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("a warning comes after its share of the calendar's time, or its time before the due date")
    void warning(@ForAll("rules") DeadlineRule rule, @ForAll("moments") Instant anchor) {
        WorkCalendar calendar = calendar(rule);
        DeadlinePoints points = DeadlinePoints.of(rule, calendar, anchor);
        Warning warning = rule.warning();
        if (warning.before() == null) {
            double whole = calendar.between(anchor, points.dueAt()).toMillis();
            double passed = calendar.between(anchor, points.warnAt()).toMillis();
            assertThat(passed).isCloseTo(whole * warning.share(), within(1.0));
            assertThat(points.warnAt()).isAfterOrEqualTo(anchor);
        } else {
            assertThat(calendar.between(points.warnAt(), points.dueAt())).isEqualTo(warning.before());
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("with another due date, warning and manager keep their distance from it in the calendar's time")
    void moved(@ForAll("rules") DeadlineRule rule, @ForAll("moments") Instant anchor, @ForAll("moments") Instant due) {
        WorkCalendar calendar = calendar(rule);
        DeadlinePoints points = DeadlinePoints.of(rule, calendar, anchor);
        DeadlinePoints moved = points.movedTo(due, calendar);

        assertThat(moved.dueAt()).isEqualTo(due);
        assertThat(moved.warnAt()).isBeforeOrEqualTo(due);
        assertThat(moved.laterAt()).isAfterOrEqualTo(due);
        assertThat(calendar.between(moved.warnAt(), due)).isEqualTo(calendar.between(points.warnAt(), points.dueAt()));
        assertThat(calendar.between(due, moved.laterAt()))
                .isEqualTo(calendar.between(points.dueAt(), points.laterAt()));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("a pause moves the due date by exactly the time of the calendar that it took")
    void paused(
            @ForAll("rules") DeadlineRule rule,
            @ForAll("moments") Instant anchor,
            @ForAll("times") Duration until,
            @ForAll("times") Duration pause) {
        WorkCalendar calendar = calendar(rule);
        Instant due = DeadlinePoints.of(rule, calendar, anchor).dueAt();
        Instant pausedAt = earlier(anchor.plus(until), due);
        Instant resumedAt = pausedAt.plus(pause);

        Instant moved = Deadlines.dueAfterPause(calendar, pausedAt, due, resumedAt);

        assertThat(calendar.between(due, moved)).isEqualTo(calendar.between(pausedAt, resumedAt));
        assertThat(calendar.between(resumedAt, moved))
                .as("what was left is left")
                .isEqualTo(calendar.between(pausedAt, due));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    @Label("two pauses move the due date by the time of both")
    void paused_twice(
            @ForAll("rules") DeadlineRule rule,
            @ForAll("moments") Instant anchor,
            @ForAll("times") Duration first,
            @ForAll("times") Duration between,
            @ForAll("times") Duration second) {
        WorkCalendar calendar = calendar(rule);
        Instant due = DeadlinePoints.of(rule, calendar, anchor).dueAt();
        Instant resumed = anchor.plus(first);
        Instant once = Deadlines.dueAfterPause(calendar, anchor, due, resumed);
        Instant again = earlier(resumed.plus(between), once);
        Instant twice = Deadlines.dueAfterPause(calendar, again, once, again.plus(second));

        assertThat(calendar.between(due, twice))
                .isEqualTo(calendar.between(anchor, resumed).plus(calendar.between(again, again.plus(second))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static WorkCalendar calendar(DeadlineRule rule) {
        return TestCalendars.get(rule.calendar());
    }

    /** In a year with its holidays, make-up days, year's end and lunches; by preference on the half hour. */
    @Provide
    Arbitrary<Instant> moments() {
        long from = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("2027-02-01T00:00:00Z").getEpochSecond();
        return Arbitraries.oneOf(
                Arbitraries.longs().between(from, to).map(Instant::ofEpochSecond),
                Arbitraries.longs().between(from / 1800, to / 1800).map(half -> Instant.ofEpochSecond(half * 1800)));
    }

    @Provide
    Arbitrary<Duration> times() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 10 * 86400).map(Duration::ofSeconds),
                Arbitraries.longs().between(0, 240).map(Duration::ofHours));
    }

    @Provide
    Arbitrary<DeadlineRule> rules() {
        Arbitrary<Span> spans = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 30).map(days -> Span.parse("P" + days + "D")),
                Arbitraries.integers().between(1, 200).map(hours -> Span.parse("PT" + hours + "H")),
                Arbitraries.integers().between(1, 600).map(minutes -> Span.parse("PT" + minutes + "M")));
        Arbitrary<Warning> warnings = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 100).map(percent -> new Warning(percent / 100.0, null)),
                Arbitraries.integers().between(1, 3000).map(minutes -> new Warning(0, Duration.ofMinutes(minutes))));
        Arbitrary<Duration> later = Arbitraries.integers().between(0, 72).map(Duration::ofHours);
        return Combinators.combine(spans, Arbitraries.of(TestCalendars.NAMES), warnings, later)
                .as((span, calendar, warning, hours) -> new DeadlineRule(
                        span,
                        calendar,
                        Anchor.STEP,
                        warning,
                        "supervisor",
                        hours,
                        0,
                        null,
                        null,
                        false,
                        "C8",
                        "",
                        LocalDate.of(2026, 1, 1),
                        "deadlines:1",
                        1,
                        "row"));
    }
}
