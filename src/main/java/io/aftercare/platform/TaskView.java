package io.aftercare.platform;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.TaskQueryImpl;

/**
 * What a filter of Tasklist shows to whoever opens it. The engine's own way would be an expression in the stored query, such
 * as {@code ${currentUser()}}; stored expressions are off (see {@link GuardedExpressionManager}), so the person and the
 * moment are put in here when the filter is asked.
 */
enum TaskView {
    MINE("我的任务") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = new TaskQueryImpl();
            query.taskAssignee(who.user());
            return query;
        }
    },
    UNCLAIMED("待认领") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = new TaskQueryImpl();
            query.taskUnassigned().taskCandidateGroupIn(who.groups());
            return query;
        }
    },
    DUE_TODAY("今日到期") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = mineOrOurs(who);
            query.dueAfter(who.now()).dueBefore(who.tomorrow());
            return query;
        }
    },
    DUE_SOON("即将超时") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = mineOrOurs(who);
            query.followUpBefore(who.now()).dueAfter(who.now());
            return query;
        }
    },
    OVERDUE("已超时") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = mineOrOurs(who);
            query.dueBefore(who.now());
            return query;
        }
    },
    URGENT("紧急投诉") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = mineOrOurs(who);
            query.processVariableValueEquals("urgency", "urgent");
            return query;
        }
    },
    APPROVALS("待我审批") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = mineOrOurs(who);
            query.taskDefinitionKeyIn(approvals.toArray(String[]::new));
            return query;
        }
    },
    DEPARTMENT("本部门") {
        @Override
        TaskQueryImpl query(Who who, List<String> approvals) {
            TaskQueryImpl query = new TaskQueryImpl();
            query.taskCandidateGroupIn(who.groups()).includeAssignedTasks();
            return query;
        }
    };

    /** Filter property that names the view. */
    static final String PROPERTY = "aftercareView";

    /** Groups whose tasks are approvals; the others do not see that view. */
    static final Set<String> APPROVERS = Set.of("supervisor", "manager", "legal");

    /**
     * Who asks, and when.
     *
     * @param groups never empty
     */
    record Who(String user, List<String> groups, Date now, ZoneId zone) {

        Date tomorrow() {
            return Date.from(LocalDate.ofInstant(now.toInstant(), zone)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant());
        }
    }

    private final String label;

    TaskView(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /**
     * The view's tasks for a person.
     *
     * @param approvals ids of the tasks that are approvals
     */
    abstract TaskQueryImpl query(Who who, List<String> approvals);

    private static TaskQueryImpl mineOrOurs(Who who) {
        TaskQueryImpl query = new TaskQueryImpl();
        query.or().taskAssignee(who.user()).taskCandidateGroupIn(who.groups()).endOr();
        return query;
    }
}
