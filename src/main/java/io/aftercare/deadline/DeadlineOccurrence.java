package io.aftercare.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One row of the ledger: a deadline of one step of one case.
 *
 * @param label name of the step as the diagram shows it
 * @param department the department whose part this is, or null
 * @param calendar name of the calendar that its times are counted in
 * @param told what a customer is told of the step while it is under way; empty if nothing
 * @param extendBy how much longer one extension may make it, as the table says it; null where none is allowed
 * @param pauseLimit how long the clock may stand still at a time, as the table says it; null where it may not
 * @param pausedAt since when the clock stands still; null while it runs
 * @param state open, met, breached or cancelled
 */
public record DeadlineOccurrence(
        UUID id,
        String caseNumber,
        String processInstanceId,
        String scopeExecutionId,
        String activityId,
        String label,
        String step,
        String department,
        String calendar,
        String clause,
        String told,
        String decisionId,
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
        int extensionsAllowed,
        int extensions,
        String extendBy,
        String pauseLimit,
        Instant pausedAt,
        Instant pausedUntil,
        LocalDate validFrom) {

    DeadlinePoints points() {
        return new DeadlinePoints(warnAt, dueAt, laterAt);
    }

    boolean paused() {
        return pausedAt != null;
    }

    /** When the clock has to be looked at next: {@code now} if a point has passed that nobody has marked; null if none is left. */
    Instant nextLook(Instant now) {
        boolean overlooked =
                !paused() && (warnedAt == null && !warnAt.isAfter(now) || breachedAt == null && !dueAt.isAfter(now));
        return overlooked ? now : nextPointAfter(now);
    }

    /** The earliest point after {@code now} at which something is to happen, or null when none is left. */
    Instant nextPointAfter(Instant now) {
        if (paused()) {
            return pausedUntil.isAfter(now) ? pausedUntil : now;
        }
        if (warnAt.isAfter(now)) {
            return warnAt;
        }
        if (dueAt.isAfter(now)) {
            return dueAt;
        }
        return laterAt.isAfter(now) ? laterAt : null;
    }
}
