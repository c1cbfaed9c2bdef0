package io.aftercare.calendar;

import static io.aftercare.platform.HealthWarning.WARNING;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The health component {@code calendars}: warns from {@value #DAYS_AHEAD} days before the known holidays end (the State
 * Council usually announces a year in the November before), and while a changed file is not in force because it is wrong.
 * Deadlines are still reckoned then, so it is never worse than a warning, and HTTP stays 200.
 */
@Component
class CalendarsHealthIndicator implements HealthIndicator {

    static final int DAYS_AHEAD = 60;

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Calendars calendars;
    private final CalendarUse use;
    private final Clock clock;

    CalendarsHealthIndicator(Calendars calendars, CalendarUse use, Clock clock) {
        this.calendars = calendars;
        this.use = use;
        this.clock = clock;
    }

    @Override
    public Health health() {
        LocalDate known = calendars.knownUntil();
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Health.Builder health = Health.up();
        if (!today.isBefore(known.minusDays(DAYS_AHEAD))) {
            health.status(WARNING)
                    .withDetail(
                            "advice",
                            (today.isAfter(known)
                                            ? "日历数据已于 %s 到期，现按普通的周一至周五计算、不含节假日，请按国务院办公厅通知补充 %d 年"
                                            : "日历数据到 %s 为止，请按国务院办公厅通知补充 %d 年")
                                    .formatted(known, known.getYear() + 1));
        }
        calendars.problem().ifPresent(problem -> health.status(WARNING)
                .withDetail("problem", problem + "请改正后保存，几秒内生效。"));
        return health.withDetail("knownUntil", known.toString())
                .withDetail("names", String.join("、", calendars.names()))
                .withDetail("source", calendars.origin())
                .withDetail("readAt", WHEN.format(LocalDateTime.ofInstant(calendars.readAt(), clock.getZone())))
                // paused, extended, or a date that would have passed at once: these keep what they have
                .withDetail("runningOnEarlierVersion", use.onEarlierVersion())
                .build();
    }
}
