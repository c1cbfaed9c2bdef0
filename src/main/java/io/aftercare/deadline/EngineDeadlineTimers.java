package io.aftercare.deadline;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.springframework.stereotype.Component;

/**
 * Lets the engine's timer and the task follow the ledger when a deadline has moved, in the same transaction; inside an engine
 * command only. While the clock stands still the timer waits for the pause's latest end, which the task shows as its follow-up
 * date 跟进日期, and the task's due date is the one that such a pause would lead to.
 */
@Component
class EngineDeadlineTimers {

    private final Deadlines deadlines;
    private final Clock clock;

    EngineDeadlineTimers(Deadlines deadlines, Clock clock) {
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** Moves the timer and the task; neither is there if the case was deleted without its listeners. */
    void follow(DeadlineOccurrence deadline) {
        ExecutionEntity scope = scope(deadline);
        if (scope == null) {
            return;
        }
        Instant next = deadline.nextLook(clock.instant());
        Pattern asked = Pattern.compile("deadline\\.timer\\(\\s*\\w+\\s*,\\s*'" + Pattern.quote(deadline.step()) + "'");
        for (JobEntity job : scope.getJobs()) {
            if (job.getJobDefinition() != null
                    && asked.matcher(String.valueOf(job.getJobDefinition().getJobConfiguration()))
                            .find()) {
                job.setDuedate(Date.from(next == null ? clock.instant() : next));
            }
        }
        followTask(scope, deadline);
    }

    /** Moves the task only: for the timer itself, which is just asking for its next point. */
    void followTask(DeadlineOccurrence deadline) {
        followTask(scope(deadline), deadline);
    }

    private void followTask(ExecutionEntity scope, DeadlineOccurrence deadline) {
        for (TaskEntity task : scope.getTasks()) {
            if (deadline.activityId().equals(task.getTaskDefinitionKey())) {
                task.setDueDate(Date.from(deadlines.expectedDue(deadline)));
                task.setFollowUpDate(Date.from(deadline.paused() ? deadline.pausedUntil() : deadline.warnAt()));
            }
        }
    }

    private static ExecutionEntity scope(DeadlineOccurrence deadline) {
        return Context.getCommandContext().getExecutionManager().findExecutionById(deadline.scopeExecutionId());
    }
}
