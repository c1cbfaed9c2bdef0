package io.aftercare.deadline;

import io.aftercare.calendar.Span;
import io.aftercare.notification.Notifications;
import io.aftercare.platform.EngineScopes;
import io.aftercare.platform.ForModels;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * {@code ${decideExtension}}, when a supervisor completes 审批延期: moves the deadline, its timer and its task together, or notes
 * the refusal and tells whoever asked.
 */
@Component("decideExtension")
@ForModels("任务监听器：执行延期的审批结果")
class DecideExtensionListener implements TaskListener {

    private final Deadlines deadlines;
    private final EngineDeadlines spoken;
    private final EngineDeadlineTimers timers;
    private final Notifications notifications;

    DecideExtensionListener(
            Deadlines deadlines, EngineDeadlines spoken, EngineDeadlineTimers timers, Notifications notifications) {
        this.deadlines = deadlines;
        this.spoken = spoken;
        this.timers = timers;
        this.notifications = notifications;
    }

    @Override
    public void notify(DelegateTask task) {
        UUID id = UUID.fromString((String) task.getVariable(RequestExtensionListener.DEADLINE_ID));
        String reason = (String) task.getVariable("extensionOpinion");
        if ("approve".equals(task.getVariable("extensionApproval"))) {
            Span longer = Span.parse((String) task.getVariable(RequestExtensionListener.SPAN));
            DeadlineOccurrence extended = deadlines.extend(id, longer, task.getAssignee(), reason);
            timers.follow(extended);
            EngineScopes.setInSubProcess(task.getExecution(), Map.of("dueText", spoken.spoken(extended.dueAt())));
            return;
        }
        deadlines.refuseExtension(id, task.getAssignee(), reason);
        notifications.queueToStaff(
                Map.of(
                        "deadlineName", task.getVariable("deadlineName"),
                        "dueText", task.getVariable("oldDueText"),
                        "refusalReason", reason),
                task.getExecution().getProcessBusinessKey(),
                task.getProcessInstanceId(),
                (String) task.getVariable(RequestExtensionListener.BY),
                "extension-refused");
    }
}
