package io.aftercare.deadline;

import io.aftercare.calendar.Span;
import java.time.Duration;
import java.time.LocalDate;

/**
 * The row of {@code deadlines.dmn} that applies to a step.
 *
 * @param duration how long the step may take, from its anchor
 * @param calendar name of the calendar that every time of the row is counted in
 * @param anchor what the duration is counted from
 * @param warning when the assignee is reminded
 * @param escalateTo group that is called when the deadline is missed
 * @param later how long after the due date the manager is called
 * @param extensions how often the deadline may be extended
 * @param extendBy how much longer one extension may make it; null where none is allowed
 * @param pause how long the clock may stand still at a time, in natural time; null where it may not
 * @param statutory whether an article of law binds the company, not only a rule of the department
 * @param clause rule or article that the row comes from, by the name that staff know
 * @param told what a customer is told of the step while it is under way; empty if nothing
 * @param validFrom first day of cases that the row applies to
 * @param decisionId id of the deployed table, with its version
 * @param ruleId id of the matched row
 */
record DeadlineRule(
        Span duration,
        String calendar,
        Anchor anchor,
        Warning warning,
        String escalateTo,
        Duration later,
        int extensions,
        Span extendBy,
        Span pause,
        boolean statutory,
        String clause,
        String told,
        LocalDate validFrom,
        String decisionId,
        int decisionVersion,
        String ruleId) {

    /** What a duration is counted from. */
    enum Anchor {
        /** the customer's complaint arrived (C1) */
        RECEIPT,
        /** the case was registered (C9: the 48 hours run from here) */
        REGISTRATION,
        /** the customer agreed to the plan (C12: the promised time runs from here, also when work is done again) */
        AGREEMENT,
        /**
         * the customer's goods came back (消费者权益保护法 第二十五条: the seven days run from here); where none come back, as
         * {@link #RECEIPT}
         */
        GOODS,
        /** the step was entered */
        STEP
    }

    /**
     * When the assignee is reminded: after a share of the time, or a time before the due date.
     *
     * @param share above 0 and at most 1; 0 where {@code before} says it
     * @param before null where the share says it
     */
    record Warning(double share, Duration before) {}
}
