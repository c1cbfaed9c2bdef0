package io.aftercare.casebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A line of the tracking table as people read it (C15).
 *
 * @param urgencyLabel shown beside the number, not a column of its own
 * @param overdue whether the deadline of an open case has passed
 */
record RegisterRow(
        String caseNumber,
        String processKey,
        String customer,
        Instant receivedAt,
        String description,
        String department,
        String plan,
        String handler,
        Instant dueAt,
        String feedback,
        String filing,
        String urgency,
        String urgencyLabel,
        String status,
        boolean overdue) {

    /** @param staffName name of a user id */
    static RegisterRow of(CaseSummary c, Instant now, UnaryOperator<String> staffName) {
        String department = c.responsibleDepartment() != null
                ? CaseLabels.department(c.responsibleDepartment())
                : c.departments() != null ? CaseLabels.departments(c.departments()) : "";
        String handlers = c.handler() != null ? c.handler() : c.assignees() == null ? "" : c.assignees();
        List<String> names = new ArrayList<>();
        for (String id : handlers.split(",")) {
            if (!id.isBlank()) {
                names.add(staffName.apply(id));
            }
        }
        List<String> said = new ArrayList<>();
        if (c.satisfaction() != null) {
            said.add(CaseLabels.satisfaction(c.satisfaction()));
        }
        if (c.feedback() != null && !c.feedback().isBlank()) {
            said.add(c.feedback());
        }
        return new RegisterRow(
                c.caseNumber(),
                c.processKey(),
                text(c.customerLabel()),
                c.receivedAt(),
                text(c.summary()),
                department,
                text(c.planText()),
                String.join("、", names),
                c.dueAt(),
                String.join("：", said),
                CaseLabels.status(c.status()),
                c.urgency(),
                CaseLabels.urgency(c.urgency()),
                c.status(),
                c.isOverdue(now));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
