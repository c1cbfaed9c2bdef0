package io.aftercare.deadline;

import io.aftercare.deadline.DeadlineReminders.Level;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Person;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * 提醒与逐级升级 (T2, C12): asks the ledger which deadlines of the case are newly warned, missed or overdue for the manager.
 * Level 1 reminds whoever has the task; level 2 raises its priority, adds the group that the table names and tells them;
 * level 3 does so for the manager. The order in which timers fired does not matter. A statutory deadline stands over the whole
 * case: whoever has a task of it is reminded, and its tasks are raised, but stay whose they are.
 */
@Component("escalateDeadlines")
@ForModels("服务任务：时限提醒与逐级升级")
class EscalateDeadlinesDelegate implements JavaDelegate {

    private static final int PRIORITY_STEP = 5;
    private static final int TOP_PRIORITY = 100;

    private final DeadlineLedger ledger;
    private final DeadlineReminders reminders;
    private final Staff staff;
    private final Clock clock;

    EscalateDeadlinesDelegate(DeadlineLedger ledger, DeadlineReminders reminders, Staff staff, Clock clock) {
        this.ledger = ledger;
        this.reminders = reminders;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Instant now = clock.instant();
        // a called process works under the number of the case, and its deadlines end up here
        String id = execution.getProcessBusinessKey();
        List<DeadlineOccurrence> warned = ledger.warn(id, now);
        List<DeadlineOccurrence> breached = ledger.breach(id, now);
        List<DeadlineOccurrence> escalated = ledger.escalate(id, now);
        for (DeadlineOccurrence deadline : warned) {
            // Reminding of what is missed already helps nobody.
            if (deadline.dueAt().isAfter(now)) {
                remind(execution, deadline);
            }
        }
        breached.forEach(deadline -> raise(execution, deadline, deadline.escalateTo(), Level.MISSED));
        escalated.forEach(deadline -> raise(execution, deadline, "manager", Level.MANAGER));
    }

    private void remind(DelegateExecution execution, DeadlineOccurrence deadline) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        Set<String> recipients = new TreeSet<>();
        for (Task task : tasks(tasks, deadline)) {
            if (task.getAssignee() != null) {
                recipients.add(task.getAssignee());
            } else {
                tasks.getIdentityLinksForTask(task.getId()).stream()
                        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                        .flatMap(link -> staff.members(link.getGroupId()).stream())
                        .map(Person::id)
                        .forEach(recipients::add);
            }
        }
        write(deadline, Level.WARNING, recipients);
    }

    private void raise(DelegateExecution execution, DeadlineOccurrence deadline, String group, Level level) {
        TaskService tasks = execution.getProcessEngineServices().getTaskService();
        for (Task task : tasks(tasks, deadline)) {
            tasks.setPriority(task.getId(), Math.min(TOP_PRIORITY, task.getPriority() + PRIORITY_STEP));
            // what is open when the case as a whole is late may be another's approval, which lateness does not pass on
            if (isOwn(task, deadline)) {
                tasks.addCandidateGroup(task.getId(), group);
            }
        }
        write(deadline, level, staff.members(group).stream().map(Person::id).toList());
    }

    private void write(DeadlineOccurrence deadline, Level level, Collection<String> recipients) {
        recipients.forEach(recipient -> reminders.write(deadline.id(), level, recipient, clock.instant()));
    }

    /** The open tasks that stand under this occurrence: the step's own, or all of the case for a deadline of the whole case. */
    private static List<Task> tasks(TaskService tasks, DeadlineOccurrence deadline) {
        List<Task> open = tasks.createTaskQuery()
                .processInstanceBusinessKey(deadline.caseNumber())
                .list();
        List<Task> own = open.stream().filter(task -> isOwn(task, deadline)).toList();
        return own.isEmpty() ? open : own;
    }

    private static boolean isOwn(Task task, DeadlineOccurrence deadline) {
        return deadline.scopeExecutionId().equals(task.getExecutionId())
                && deadline.activityId().equals(task.getTaskDefinitionKey());
    }
}
