package io.aftercare.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Time as it passes: nights, weekends and holidays included. */
final class NaturalTime implements WorkCalendar {

    static final String NAME = "natural";

    private final ZoneId zone;

    /** @param zone in which days end */
    NaturalTime(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "自然时间";
    }

    @Override
    public String version() {
        return NAME;
    }

    @Override
    public Instant add(Instant from, Duration time) {
        return from.plus(WorkingTime.notNegative(time));
    }

    @Override
    public Instant subtract(Instant from, Duration time) {
        return from.minus(WorkingTime.notNegative(time));
    }

    @Override
    public Duration between(Instant from, Instant to) {
        return Duration.between(from, to);
    }

    @Override
    public Instant add(Instant from, Span span) {
        if (!span.isDays()) {
            return add(from, span.time());
        }
        LocalDate started = LocalDate.ofInstant(from, zone);
        return started.plusDays(span.days() + 1L).atStartOfDay(zone).toInstant();
    }

    @Override
    public LocalDate knownUntil() {
        return LocalDate.MAX;
    }
}
