package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.calendar.Calendars;
import io.aftercare.calendar.WorkCalendar;
import io.aftercare.platform.ForModels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * The bean {@code returnPeriod} of the diagram: where in the law's periods a request lies, from the day on which the customer signed for
 * the parcel to the day on which the request arrived (A3).
 */
@Component("returnPeriod")
@ForModels("退换货期限：申请在签收后的第几天、是否在保修期内")
public class EngineReturnPeriod {

    /** The calendar whose days without work move the end of a period (民法典 第二百零三条). */
    private static final String WORKING_DAYS = "working-hours";

    private final Calendars calendars;
    private final Clock clock;

    EngineReturnPeriod(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    /** The day of the period, 0 on the day of signing itself; -1 where nobody signed yet. */
    @ForModels("申请是签收后的第几天，未签收为 -1")
    public int day(DelegateExecution execution) {
        LocalDate signed = signedOn(execution);
        return signed == null ? -1 : ReturnPeriod.dayOf(signed, requestedOn(execution), this::isRestDay);
    }

    /** Whether the request lies within the months of warranty. */
    @ForModels("申请是否在保修期内")
    public boolean inWarranty(DelegateExecution execution) {
        LocalDate signed = signedOn(execution);
        return signed != null
                && ReturnPeriod.withinMonths(
                        signed,
                        whole(execution, Variables.WARRANTY_MONTHS),
                        whole(execution, Variables.REPAIR_DAYS),
                        requestedOn(execution),
                        this::isRestDay);
    }

    private static int whole(DelegateExecution execution, String variable) {
        Object value = execution.getVariable(variable);
        return value == null ? 0 : ((Number) value).intValue();
    }

    private static LocalDate signedOn(DelegateExecution execution) {
        Object day = execution.getVariable(Variables.SIGNED_ON);
        return day == null || day.toString().isBlank() || "not-received".equals(execution.getVariable(Variables.FAULT))
                ? null
                : AfterSales.day(day);
    }

    private LocalDate requestedOn(DelegateExecution execution) {
        return LocalDate.ofInstant(((Date) execution.getVariable(Variables.RECEIVED_AT)).toInstant(), clock.getZone());
    }

    private boolean isRestDay(LocalDate day) {
        return isRestDay(calendars.get(WORKING_DAYS), day, clock.getZone());
    }

    /** Whether nobody works on the day: a weekend or a holiday that no make-up day replaces. */
    static boolean isRestDay(WorkCalendar calendar, LocalDate day, ZoneId zone) {
        Instant begin = day.atStartOfDay(zone).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        return calendar.between(begin, end).equals(Duration.ZERO);
    }
}
