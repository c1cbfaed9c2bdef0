package io.aftercare.calendar;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Working time of one calendar: all its intervals from 2000 to 2099 in order, with the working time before each. Working
 * time passed at an instant then is a continuous function that never falls, and adding is looking up its inverse; both are a
 * binary search. Times are nanoseconds since 1970, which a {@code long} holds until 2262.
 */
final class WorkingTime implements WorkCalendar {

    static final int FIRST_YEAR = 2000;
    static final int LAST_YEAR = 2099;

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final Schedule schedule;
    private final ZoneId zone;
    private final LocalDate knownUntil;
    private final Instant first;
    private final Instant last;

    private final long[] starts;
    private final long[] ends;
    /** Working time before each interval. */
    private final long[] before;
    /** Days with working time, since 1970. */
    private final long[] days;
    /** Close of business of each. */
    private final long[] closes;

    private final String version;

    /** @param zone in which the schedule's hours are shown by the clock on the wall */
    WorkingTime(Schedule schedule, Holidays holidays, ZoneId zone) {
        this.schedule = schedule;
        this.zone = zone;
        this.knownUntil = schedule.statutoryHolidays() ? holidays.knownUntil() : LocalDate.MAX;
        LocalDate begin = LocalDate.of(FIRST_YEAR, 1, 1);
        LocalDate end = LocalDate.of(LAST_YEAR + 1, 1, 1);
        this.first = begin.atStartOfDay(zone).toInstant();
        this.last = end.atStartOfDay(zone).toInstant();

        int mostDays = (int) (end.toEpochDay() - begin.toEpochDay());
        int most = mostDays * schedule.hours().size();
        long[] from = new long[most];
        long[] to = new long[most];
        long[] sum = new long[most];
        long[] worked = new long[mostDays];
        long[] close = new long[mostDays];
        int n = 0;
        int d = 0;
        long passed = 0;
        Midnights midnights = new Midnights(zone);
        for (LocalDate day = begin; day.isBefore(end); day = day.plusDays(1)) {
            if (!schedule.works(day, holidays)) {
                continue;
            }
            boolean any = false;
            long midnight = midnights.of(day);
            for (Hours hours : schedule.hours()) {
                boolean plain = midnight != Midnights.CHANGE;
                long start = plain ? midnight + hours.start() * MINUTE : nanos(hours.startOn(day, zone));
                long stop = plain ? midnight + hours.end() * MINUTE : nanos(hours.endOn(day, zone));
                // clocks put forward over all of it
                if (start == stop) {
                    continue;
                }
                any = true;
                if (n > 0 && to[n - 1] == start) {
                    to[n - 1] = stop;
                } else {
                    from[n] = start;
                    to[n] = stop;
                    sum[n] = passed;
                    n++;
                }
                passed += stop - start;
            }
            if (any) {
                worked[d] = day.toEpochDay();
                close[d] = to[n - 1];
                d++;
            }
        }
        this.starts = Arrays.copyOf(from, n);
        this.ends = Arrays.copyOf(to, n);
        this.before = Arrays.copyOf(sum, n);
        this.days = Arrays.copyOf(worked, d);
        this.closes = Arrays.copyOf(close, d);
        this.version = digest(starts, ends);
    }

    private static String digest(long[]... numbers) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long[] each : numbers) {
                ByteBuffer bytes = ByteBuffer.allocate(each.length * Long.BYTES);
                bytes.asLongBuffer().put(each);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String name() {
        return schedule.name();
    }

    @Override
    public String label() {
        return schedule.label();
    }

    @Override
    public LocalDate knownUntil() {
        return knownUntil;
    }

    boolean isOrdinaryWeek() {
        return schedule.isOrdinaryWeek();
    }

    @Override
    public Instant add(Instant from, Duration time) {
        if (notNegative(time).isZero()) {
            return from;
        }
        long target = Math.addExact(passedAt(from), length(time));
        // the last interval before whose end the target is reached: of two instants with the same working time, the
        // earlier
        int found = Arrays.binarySearch(before, target);
        int i = (found < 0 ? -found - 1 : found) - 1;
        long result = starts[i] + (target - before[i]);
        if (result > ends[i]) {
            throw outside();
        }
        return instant(result);
    }

    @Override
    public Instant subtract(Instant from, Duration time) {
        if (notNegative(time).isZero()) {
            return from;
        }
        long target = passedAt(from) - length(time);
        if (target < 0) {
            throw outside();
        }
        // of two instants with the same working time, the later
        int found = Arrays.binarySearch(before, target);
        int i = found < 0 ? -found - 2 : found;
        return instant(starts[i] + (target - before[i]));
    }

    @Override
    public Duration between(Instant from, Instant to) {
        return Duration.ofNanos(passedAt(to) - passedAt(from));
    }

    @Override
    public Instant add(Instant from, Span span) {
        if (!span.isDays()) {
            return add(from, span.time());
        }
        inside(from);
        int found = Arrays.binarySearch(days, LocalDate.ofInstant(from, zone).toEpochDay());
        int next = found < 0 ? -found - 1 : found + 1;
        int i = next + span.days() - 1;
        if (i >= closes.length) {
            throw outside();
        }
        return instant(closes[i]);
    }

    /** Working time from the first interval to {@code at}. */
    private long passedAt(Instant at) {
        inside(at);
        long t = nanos(at);
        int found = Arrays.binarySearch(starts, t);
        int i = found < 0 ? -found - 2 : found;
        return i < 0 ? 0 : before[i] + Math.min(t, ends[i]) - starts[i];
    }

    private void inside(Instant at) {
        if (at.isBefore(first) || at.isAfter(last)) {
            throw outside();
        }
    }

    /** @throws IllegalArgumentException {@code time} is negative */
    static Duration notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("时长不能为负数：" + time + "。");
        }
        return time;
    }

    private static long length(Duration time) {
        if (time.toDays() > 366L * (LAST_YEAR - FIRST_YEAR + 1)) {
            throw outside();
        }
        return time.toNanos();
    }

    /**
     * Where days begin, asked in their order. Nearly all days have no change of clocks, and their hours follow by addition:
     * asking the zone's rules about each would make a start a second slower.
     */
    private static final class Midnights {

        /** The day has a change of clocks, or touches one. */
        static final long CHANGE = Long.MIN_VALUE;

        private final ZoneRules rules;
        private long offset;
        private long unchangedUntil = Long.MIN_VALUE;

        Midnights(ZoneId zone) {
            this.rules = zone.getRules();
        }

        /** Nanoseconds since 1970 at which the day begins, or {@link #CHANGE}. */
        long of(LocalDate day) {
            long utc = day.toEpochDay() * 86_400;
            if (utc - offset + 86_400 >= unchangedUntil) {
                // well before the day in any zone
                Instant before = Instant.ofEpochSecond(utc - 2 * 86_400);
                ZoneOffsetTransition change = rules.nextTransition(before);
                offset = rules.getOffset(before).getTotalSeconds();
                unchangedUntil = change == null ? Long.MAX_VALUE : change.toEpochSecond();
                if (utc - offset + 86_400 >= unchangedUntil) {
                    return CHANGE;
                }
            }
            return (utc - offset) * SECOND;
        }
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * SECOND + at.getNano();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    private static IllegalArgumentException outside() {
        return new IllegalArgumentException("工作时间只能在 %d 年至 %d 年之间计算，请检查日期。".formatted(FIRST_YEAR, LAST_YEAR));
    }
}
