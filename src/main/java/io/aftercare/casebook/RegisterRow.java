package io.aftercare.casebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                people(c).stream().map(staffName).collect(Collectors.joining("、")),
                c.dueAt(),
                String.join("：", said),
                CaseLabels.status(c.status()),
                c.urgency(),
                CaseLabels.urgency(c.urgency()),
                c.status(),
                c.isOverdue(now));
    }

    /** User ids of who has the case. */
    static List<String> people(CaseSummary c) {
        String handlers = c.handler() != null ? c.handler() : c.assignees() == null ? "" : c.assignees();
        return Stream.of(handlers.split(",")).filter(id -> !id.isBlank()).toList();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
