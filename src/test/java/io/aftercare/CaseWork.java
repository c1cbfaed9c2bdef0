package io.aftercare;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;

/**
 * People at work on a case of any process, as a test directs them: who does which task with what, and how much time goes by. Jobs that are
 * due run when time moves, as the job executor would run them. A case is named by its process instance; what that calls belongs to it.
 */
public abstract class CaseWork {

    protected final RuntimeService runtime;
    protected final TaskService tasks;
    protected final ManagementService management;
    protected final HistoryService history;
    protected final IdentityService identity;

    protected CaseWork(
            RuntimeService runtime,
            TaskService tasks,
            ManagementService management,
            HistoryService history,
            IdentityService identity) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.history = history;
        this.identity = identity;
    }

    /** The case's own process instance and those it has called; asked natively, since it is asked between any two steps. */
    private List<String> family(String id) {
        return runtime
                .createNativeProcessInstanceQuery()
                .sql("select * from ACT_RU_EXECUTION where ROOT_PROC_INST_ID_ = #{id}")
                .parameter("id", id)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }

    private List<Task> open(String id) {
        return tasks.createNativeTaskQuery()
                .sql("select T.* from ACT_RU_TASK T join ACT_RU_EXECUTION E on E.ID_ = T.PROC_INST_ID_"
                        + " where E.ROOT_PROC_INST_ID_ = #{id} order by T.CREATE_TIME_")
                .parameter("id", id)
                .list();
    }

    public Task task(String id, String key) {
        List<Task> open = open(id);
        return open.stream()
                .filter(task -> task.getTaskDefinitionKey().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no open task " + key + "; open are " + keys(open)));
    }

    public List<String> openTasks(String id) {
        return keys(open(id));
    }

    private static List<String> keys(List<Task> tasks) {
        return tasks.stream().map(Task::getTaskDefinitionKey).toList();
    }

    public void complete(String id, String key, String who, Map<String, Object> form) {
        complete(task(id, key), who, form);
    }

    public void complete(Task task, String who, Map<String, Object> form) {
        as(who, () -> {
            if (task.getAssignee() == null) {
                tasks.claim(task.getId(), who);
            }
            tasks.complete(task.getId(), new HashMap<>(form));
            return null;
        });
    }

    public void join(String user, String group) {
        identity.createMembership(user, group);
    }

    public void leave(String user, String group) {
        identity.deleteMembership(user, group);
    }

    public Void handOver(String id, String key, String to) {
        tasks.setAssignee(task(id, key).getId(), to);
        return null;
    }

    /** Does something with a person logged in. */
    public <T> T as(String user, java.util.function.Supplier<T> work) {
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(g -> g.getId())
                .toList();
        identity.setAuthentication(user, groups);
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** Lets time go by and runs what is due of this case, in the order of due dates. */
    public void pass(String id, Duration time) {
        pass(id, time, false);
    }

    /** As {@link #pass}, where jobs may fail and are tried again when their retry cycle says so. */
    public void passFailing(String id, Duration time) {
        pass(id, time, true);
    }

    private void pass(String id, Duration time, boolean mayFail) {
        Instant until = ClockUtil.getCurrentTime().toInstant().plus(time);
        for (Job next = nextJob(id, until); next != null; next = nextJob(id, until)) {
            if (next.getDuedate() != null && next.getDuedate().after(ClockUtil.getCurrentTime())) {
                ClockUtil.setCurrentTime(next.getDuedate());
            }
            try {
                management.executeJob(next.getId());
            } catch (RuntimeException e) {
                if (!mayFail) {
                    throw e;
                }
            }
        }
        ClockUtil.setCurrentTime(Date.from(until));
    }

    /** Ids of the activities that a timer of this case waits at. */
    public List<String> timersAt(String id, String activity) {
        return management.createJobQuery().processInstanceId(id).timers().list().stream()
                .map(job -> management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult()
                        .getActivityId())
                .filter(activity::equals)
                .toList();
    }

    /** Runs what is due now, mails above all. */
    public void settle(String id) {
        pass(id, Duration.ZERO);
    }

    private Job nextJob(String id, Instant until) {
        List<Job> due = new ArrayList<>();
        for (String instance : family(id)) {
            due.addAll(management
                    .createJobQuery()
                    .processInstanceId(instance)
                    .withRetriesLeft()
                    .list());
        }
        due.removeIf(
                job -> job.getDuedate() != null && job.getDuedate().toInstant().isAfter(until));
        due.sort(java.util.Comparator.comparing(job -> job.getDuedate() == null ? new Date(0) : job.getDuedate()));
        return due.isEmpty() ? null : due.get(0);
    }

    public boolean ended(String id) {
        return runtime.createProcessInstanceQuery().processInstanceId(id).count() == 0;
    }

    public Object variable(String id, String name) {
        var found = history.createHistoricVariableInstanceQuery()
                .processInstanceId(id)
                .variableName(name)
                .activityInstanceIdIn(id)
                .singleResult();
        return found == null ? null : found.getValue();
    }

    /** Ids of the activities that were completed, not cancelled. */
    public List<String> passed(String id) {
        return history.createHistoricActivityInstanceQuery().processInstanceId(id).finished().list().stream()
                .filter(a -> !a.isCanceled())
                .map(a -> a.getActivityId())
                .toList();
    }

    public String caseNumber(String id) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceId(id)
                .singleResult()
                .getBusinessKey();
    }
}
