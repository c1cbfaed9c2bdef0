package io.aftercare.casebook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/**
 * The register's row of a case. Codes are the variables' values; {@link CaseLabels} has their Chinese. Fields other than
 * the first three, {@code receivedAt} and {@code status} are null until known.
 *
 * @param customerId id of the customer, as the process carries it
 * @param departments departments concerned, comma separated
 * @param amount value of the plan in CNY
 * @param handler user id of who is responsible for the case
 * @param currentTasks names of the open tasks, 、 separated
 * @param assignees user ids of who works on them, comma separated
 * @param dueAt earliest due date of the open tasks; of the last one when none is open; by when the matter had to be settled
 *     once the case is closed
 * @param feedback what the customer said of the result
 * @param status {@code open}, {@code closed}, {@code archived}, {@code withdrawn}, {@code duplicate} or {@code cancelled}
 */
public record CaseSummary(
        String caseNumber,
        String processKey,
        String processInstanceId,
        String customerId,
        String customerLabel,
        String channel,
        Instant receivedAt,
        String orderNumber,
        String product,
        String summary,
        String category,
        String demandType,
        String urgency,
        String severity,
        Integer level,
        String responsibleDepartment,
        String departments,
        String planText,
        BigDecimal amount,
        String handler,
        String phase,
        String currentTasks,
        String assignees,
        Instant dueAt,
        String satisfaction,
        String feedback,
        String outcome,
        String originalCase,
        String status,
        Instant closedAt,
        Instant archivedAt) {

    private static final Set<String> ENDED = Set.of("withdrawn", "duplicate", "cancelled");

    /** Whether the handling has ended: archived, withdrawn, cancelled or joined to another case, though a message may be under way. */
    public boolean isFinished() {
        return closedAt != null || archivedAt != null || ENDED.contains(status);
    }

    /** Whether a deadline of an open case has passed. */
    public boolean isOverdue(Instant now) {
        return "open".equals(status) && dueAt != null && dueAt.isBefore(now);
    }
}
