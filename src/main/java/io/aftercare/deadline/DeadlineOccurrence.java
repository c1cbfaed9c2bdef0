package io.aftercare.deadline;

import java.time.Instant;
import java.util.UUID;

/**
 * One row of the ledger: a deadline of one step of one case.
 *
 * @param label name of the step as the diagram shows it
 * @param department the department whose part this is, or null
 * @param told what a customer is told of the step while it is under way; empty if nothing
 * @param state open, met, breached or cancelled
 */
public record DeadlineOccurrence(
        UUID id,
        String caseNumber,
        String activityId,
        String label,
        String step,
        String department,
        String clause,
        String told,
        int decisionVersion,
        String escalateTo,
        Instant startedAt,
        Instant warnAt,
        Instant dueAt,
        Instant laterAt,
        Instant warnedAt,
        Instant breachedAt,
        Instant escalatedAt,
        Instant finishedAt,
        String state,
        String scopeExecutionId) {

    /** The earliest point after {@code now} at which something is to happen, or null when none is left. */
    Instant nextPointAfter(Instant now) {
        if (warnAt.isAfter(now)) {
            return warnAt;
        }
        if (dueAt.isAfter(now)) {
            return dueAt;
        }
        return laterAt.isAfter(now) ? laterAt : null;
    }
}
