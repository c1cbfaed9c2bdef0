package io.aftercare.deadline;

import io.aftercare.notification.Notifications;
import io.aftercare.platform.Person;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * 提醒与逐级升级 (T2, C12): asks the ledger which deadlines of the case are newly warned, missed or overdue for the manager.
 * Level 1 reminds whoever has the task; level 2 raises its priority, adds the group that the table names and tells them;
 * level 3 does so for the manager. The order in which timers fired does not matter.
 */
@Component("escalateDeadlines")
class EscalateDeadlinesDelegate implements JavaDelegate {

    private static final int PRIORITY_STEP = 5;
    private static final int TOP_PRIORITY = 100;
    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);

    private final DeadlineLedger ledger;
    private final Notifications notifications;
    private final Staff staff;
    private final Clock clock;

    EscalateDeadlinesDelegate(DeadlineLedger ledger, Notifications notifications, Staff staff, Clock clock) {
        this.ledger = ledger;
        this.notifications = notifications;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Instant now = clock.instant();
        String id = execution.getProcessInstanceId();
        List<DeadlineOccurrence> warned = ledger.warn(id, now);
        List<DeadlineOccurrence> breached = ledger.breach(id, now);
        List<DeadlineOccurrence> escalated = ledger.escalate(id, now);
        for (DeadlineOccurrence deadline : warned) {
            // Reminding of what is missed already helps nobody.
            if (deadline.dueAt().isAfter(now)) {
                remind(execution, deadline);
            }
        }
        breached.forEach(deadline -> raise(execution, deadline, deadline.escalateTo(), "deadline-missed"));
        escalated.forEach(deadline -> raise(execution, deadline, "manager", "deadline-manager"));
    }

    private void remind(DelegateExecution execution, DeadlineOccurrence deadline) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        Map<String, Object> facts = facts(execution, deadline, null);
        for (Task task : tasks(tasks, execution, deadline)) {
            if (task.getAssignee() != null) {
                tell(execution, task.getAssignee(), facts, "deadline-warning");
            } else {
                tasks.getIdentityLinksForTask(task.getId()).stream()
                        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                        .flatMap(link -> staff.members(link.getGroupId()).stream())
                        .map(Person::id)
                        .distinct()
                        .forEach(person -> tell(execution, person, facts, "deadline-warning"));
            }
        }
    }

    private void raise(DelegateExecution execution, DeadlineOccurrence deadline, String group, String kind) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        String assignee = null;
        for (Task task : tasks(tasks, execution, deadline)) {
            tasks.setPriority(task.getId(), Math.min(TOP_PRIORITY, task.getPriority() + PRIORITY_STEP));
            tasks.addCandidateGroup(task.getId(), group);
            assignee = task.getAssignee() == null ? assignee : task.getAssignee();
        }
        Map<String, Object> facts = facts(execution, deadline, assignee);
        staff.members(group).forEach(person -> tell(execution, person.id(), facts, kind));
    }

    private void tell(DelegateExecution execution, String person, Map<String, Object> facts, String kind) {
        notifications.queueToStaff(
                facts, execution.getProcessBusinessKey(), execution.getProcessInstanceId(), person, kind);
    }

    /** The open tasks that stand under this occurrence. */
    private static List<Task> tasks(TaskService tasks, DelegateExecution execution, DeadlineOccurrence deadline) {
        return tasks
                .createTaskQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .taskDefinitionKey(deadline.activityId())
                .list()
                .stream()
                .filter(task -> deadline.scopeExecutionId().equals(task.getExecutionId()))
                .toList();
    }

    private Map<String, Object> facts(DelegateExecution execution, DeadlineOccurrence deadline, String assignee) {
        var facts = new java.util.HashMap<String, Object>();
        facts.put("deadlineName", deadline.label());
        facts.put("dueText", SPOKEN.format(deadline.dueAt().atZone(clock.getZone())));
        facts.put(
                "assigneeName",
                assignee == null ? "尚未认领" : staff.person(assignee).name());
        facts.put("customerLabel", execution.getVariable("customerLabel"));
        facts.put("summary", execution.getVariable("summary"));
        facts.put("urgency", execution.getVariable("urgency"));
        return facts;
    }
}
