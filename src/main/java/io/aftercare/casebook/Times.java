package io.aftercare.casebook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Times as people read them, in the department's zone. */
@Component("caseTimes")
public class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    /** E.g. {@code 2023-10-11 14:00}; empty for null. */
    public String minute(Instant at) {
        return at == null ? "" : MINUTE.format(at.atZone(clock.getZone()));
    }

    /** As one says it, e.g. {@code 10月11日 14:00}. */
    public String spoken(Instant at) {
        return SPOKEN.format(at.atZone(clock.getZone()));
    }

    /** As {@link #minute}, of the end of something: what ends with a day ends at 24:00 of it, not at 00:00 of the next. */
    public String until(Instant end) {
        return end == null || !endsWithDay(end) ? minute(end) : lastDay(end) + " 24:00";
    }

    /** The last day of something that ends then, e.g. {@code 2023-10-11}; empty for null. */
    public String lastDay(Instant end) {
        if (end == null) {
            return "";
        }
        LocalDate day = local(end).toLocalDate();
        return (endsWithDay(end) ? day.minusDays(1) : day).toString();
    }

    private boolean endsWithDay(Instant end) {
        return local(end).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** What the department's clock shows then. */
    LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, clock.getZone());
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** How long something is overdue, or how long is left, e.g. {@code 已超时 3小时} or {@code 还剩 25分钟}; empty for null. */
    public String left(Instant due) {
        if (due == null) {
            return "";
        }
        Duration left = Duration.between(clock.instant(), due);
        Duration size = left.abs();
        String words = size.toHours() >= 48
                ? size.toDays() + "天"
                : size.toMinutes() >= 60
                        ? size.toHours() + "小时"
                        : size.toMinutes() >= 1 ? size.toMinutes() + "分钟" : "不到1分钟";
        return (left.isNegative() ? "已超时 " : "还剩 ") + words;
    }

    /** Whether the moment lies behind us; false for null. */
    public boolean isPast(Instant at) {
        return at != null && at.isBefore(clock.instant());
    }

    /** How long something took, e.g. {@code 1小时20分}. */
    public String took(Instant from, Instant to) {
        if (from == null || to == null) {
            return "";
        }
        return length(Duration.between(from, to));
    }

    /** As {@link #took}, of a length that is known. */
    static String length(Duration size) {
        if (size.toMinutes() < 1) {
            return "不到1分钟";
        }
        if (size.toHours() < 1) {
            return size.toMinutes() + "分钟";
        }
        return size.toDays() < 2
                ? size.toHours() + "小时" + (size.toMinutesPart() == 0 ? "" : size.toMinutesPart() + "分")
                : size.toDays() + "天" + (size.toHoursPart() == 0 ? "" : size.toHoursPart() + "小时");
    }
}
