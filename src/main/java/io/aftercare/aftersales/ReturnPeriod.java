package io.aftercare.aftersales;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;

/**
 * Where in a period counted from the signing for the goods a request lies (A3). A request counts on the day on which it is
 * made, until 24:00.
 *
 * <p>民法典 第二百零一条: the day of signing is not counted. 第二百零二条: a period of months ends on the day of the same number,
 * or on the last day of a month that has none. 第二百零三条: a last day that is a rest day gives way to the day after the rest
 * days. The signing is the delivery (第五百一十二条).
 *
 * <p>A rest day is a statutory holiday or a weekend that is not worked; whoever asks says which days are.
 */
final class ReturnPeriod {

    private ReturnPeriod() {}

    /**
     * The length in days of the shortest period that the request keeps: the smallest n, zero or more, for which the last day of
     * n days from the signing, moved off rest days, is not before the request. A request on the Monday after a Saturday on
     * which seven days end lies in day 7; one on the Tuesday, in day 10.
     *
     * <p>To be compared with a limit. It is not how many days have passed: right after rest days it is less.
     *
     * @return zero also for a request before the signing
     */
    static int dayOf(LocalDate signedOn, LocalDate requestedOn, Predicate<LocalDate> restDay) {
        // Every period whose last day falls on one of the rest days right before the request is moved to its day at
        // least.
        LocalDate lastDay = requestedOn;
        while (lastDay.isAfter(signedOn) && restDay.test(lastDay.minusDays(1))) {
            lastDay = lastDay.minusDays(1);
        }
        return lastDay.isAfter(signedOn) ? Math.toIntExact(ChronoUnit.DAYS.between(signedOn, lastDay)) : 0;
    }

    /**
     * Whether the request keeps a warranty of so many months from the signing, lengthened by the days that the goods were under
     * repair (三包规定 第八条) and then moved off rest days.
     *
     * @param months zero for goods without a warranty: never kept
     * @param repairDays days under repair so far, zero or more
     */
    static boolean withinMonths(
            LocalDate signedOn, int months, int repairDays, LocalDate requestedOn, Predicate<LocalDate> restDay) {
        return months > 0 && dayOf(signedOn.plusMonths(months).plusDays(repairDays), requestedOn, restDay) == 0;
    }
}
