package io.aftercare.notification;

import io.aftercare.platform.Person;
import io.aftercare.platform.ReleasedTasks;
import io.aftercare.platform.Staff;
import io.aftercare.platform.StaffedTasks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells those who lead of the tasks that a colleague who has left had, or was to have. A job of the engine two minutes later, so
 * that all that one person leaves behind reaches a supervisor in one message; what somebody has claimed meanwhile is not told.
 */
@Component
class EngineReleasedTasks implements ReleasedTasks, JobHandler<EngineReleasedTasks.None> {

    private static final Logger LOG = LoggerFactory.getLogger(EngineReleasedTasks.class);

    static final String TYPE = "aftercare-released-tasks";

    private static final Duration GATHERED = Duration.ofMinutes(2);

    private static final int LINES = 40;

    private final JdbcClient jdbc;
    private final Notifications notifications;
    private final Staff staff;
    private final StaffedTasks tasks;
    private final Clock clock;

    EngineReleasedTasks(JdbcClient jdbc, Notifications notifications, Staff staff, StaffedTasks tasks, Clock clock) {
        this.jdbc = jdbc;
        this.notifications = notifications;
        this.staff = staff;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** The job needs nothing but its moment. */
    static final class None implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return null;
        }
    }

    @Override
    public void released(Released task) {
        jdbc.sql(
                        """
                        insert into aftercare.released_task as known
                          (task_id, task_name, process_key, process_instance_id, case_number, person, person_name)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (task_id) do update
                           set person = excluded.person,
                               person_name = case when known.person = excluded.person
                                                  then known.person_name else excluded.person_name end""")
                .params(
                        task.taskId(),
                        task.taskName(),
                        task.processKey(),
                        task.processInstanceId(),
                        task.caseNumber(),
                        task.person(),
                        task.personName())
                .update();
        schedule(Context.getCommandContext());
    }

    /** One job that waits or runs is enough, be it known to the database or made a moment ago. */
    void schedule(CommandContext context) {
        boolean waits = Stream.concat(
                        context.getJobManager().findJobsByHandlerType(TYPE).stream(),
                        // the engine keeps jobs of all kinds under this one
                        context.getDbEntityManager().getCachedEntitiesByType(AcquirableJobEntity.class).stream()
                                .filter(JobEntity.class::isInstance)
                                .map(JobEntity.class::cast)
                                .filter(job -> TYPE.equals(job.getJobHandlerType())))
                .anyMatch(job -> job.getRetries() > 0);
        if (waits) {
            return;
        }
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setDuedate(Date.from(clock.instant().plus(GATHERED)));
        context.getJobManager().send(job);
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(None none, ExecutionEntity execution, CommandContext context, String tenantId) {
        tasks.sweep(context);
        Map<Person, List<Released>> byLeader = new LinkedHashMap<>();
        for (Released task : take(context)) {
            List<Person> leaders = staff.leaders(task.processKey());
            if (leaders.isEmpty()) {
                LOG.error("个案 {} 的任务“{}”没有人办理，也没有主管可以通知", task.caseNumber(), task.taskName());
            }
            leaders.forEach(leader ->
                    byLeader.computeIfAbsent(leader, any -> new ArrayList<>()).add(task));
        }
        byLeader.forEach((leader, released) -> tell(context, leader, released));
    }

    /** What is still nobody's; told or not, it does not wait any longer. */
    private List<Released> take(CommandContext context) {
        return jdbc
                .sql(
                        """
                        with taken as (delete from aftercare.released_task returning *)
                        select t.task_id, t.task_name, t.process_key, t.process_instance_id, t.case_number, t.person, t.person_name
                          from taken t
                         order by t.person, t.case_number, t.task_name""")
                .query((r, n) -> new Released(
                        r.getString(1),
                        r.getString(2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7)))
                .list()
                .stream()
                .filter(task -> isFree(context, task))
                .toList();
    }

    /** By the engine, which knows also what this job has just released. */
    private static boolean isFree(CommandContext context, Released released) {
        TaskEntity task = context.getTaskManager().findTaskById(released.taskId());
        return task != null && task.getAssignee() == null;
    }

    /** Any of the cases sends the message, as with all others to colleagues. */
    private void tell(CommandContext context, Person leader, List<Released> released) {
        Optional<ExecutionEntity> sender = released.stream()
                .map(task -> context.getExecutionManager().findExecutionById(task.processInstanceId()))
                .filter(EngineNotices::sends)
                .findFirst();
        if (sender.isEmpty()) {
            LOG.error("{} 个任务已退回待认领，但其流程不能发送通知，{} 没有收到消息", released.size(), leader.name());
            return;
        }
        ExecutionEntity instance = sender.get();
        EngineNotices.startSending(
                instance,
                notifications.queueToStaff(
                        facts(released),
                        instance.getBusinessKey(),
                        EngineNotices.sender(instance),
                        leader.id(),
                        NoticeKind.TASKS_RELEASED.key()));
    }

    private static Map<String, Object> facts(List<Released> released) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("digestTitle", "共 " + released.size() + " 项");
        facts.put(
                "deadlines",
                released.stream()
                        .limit(LINES)
                        .map(task -> Map.of(
                                "by", "原经办人 " + task.personName(),
                                "step", task.caseNumber() + "　" + task.taskName()))
                        .toList());
        if (released.size() > LINES) {
            facts.put("digestMore", "另有 " + (released.size() - LINES) + " 项，请在待办列表查看");
        }
        return facts;
    }

    @Override
    public None newConfiguration(String canonical) {
        return new None();
    }

    @Override
    public void onDelete(None none, JobEntity job) {
        // nothing to clear up
    }
}
