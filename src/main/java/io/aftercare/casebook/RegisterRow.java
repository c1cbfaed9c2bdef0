package io.aftercare.casebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A line of 投诉处理跟踪表 as people read it (C15).
 *
 * @param urgencyLabel shown beside the number, not a column of its own
 * @param overdue whether the deadline of an open case has passed
 */
record RegisterRow(
        String caseNumber,
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

    /** The columns of the table, in the order of the department's paper form. */
    static final List<String> HEADINGS =
            List.of("投诉编号", "客户信息", "投诉时间", "问题描述", "责任部门", "处理方案", "承办人", "完成时限", "客户反馈", "归档状态");

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
