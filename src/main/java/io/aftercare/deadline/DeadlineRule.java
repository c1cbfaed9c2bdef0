package io.aftercare.deadline;

import java.time.Duration;

/**
 * The row of {@code deadlines.dmn} that applies to a step.
 *
 * @param duration how long the step may take, from its anchor
 * @param calendar name of the calendar that the duration is counted in; {@code natural} is the clock on the wall
 * @param anchor what the duration is counted from
 * @param warning share of the duration after which the assignee is reminded, above 0 and at most 1
 * @param later how long after the due date the manager is called
 * @param escalateTo group that is called when the deadline is missed
 * @param clause requirement or article that the row comes from
 * @param told what a customer is told of the step while it is under way; empty if nothing
 * @param decisionId id of the deployed table, with its version
 * @param ruleId id of the matched row
 */
record DeadlineRule(
        Duration duration,
        String calendar,
        Anchor anchor,
        double warning,
        Duration later,
        String escalateTo,
        String clause,
        String told,
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
        /** the step was entered */
        STEP
    }
}
