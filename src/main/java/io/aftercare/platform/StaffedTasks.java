package io.aftercare.platform;

import io.aftercare.platform.ReleasedTasks.Released;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * A task is somebody's only while that person works here and belongs to its candidate groups, in every diagram and whoever
 * assigns it: the model as it creates the task, a program later. Otherwise it is free to be claimed by the others, at once
 * when somebody leaves or loses a group. A task without anybody who could claim it goes to those who may assign it.
 */
@Component
public class StaffedTasks extends AbstractBpmnParseListener implements TaskListener {

    /** Tasks of somebody who is not there any more or in none of their candidate groups. */
    private static final String STRAYED =
            """
            select t.id_ from act_ru_task t
             where t.assignee_ is not null and (
               not exists (select 1 from act_id_user u where u.id_ = t.assignee_)
               or exists (select 1 from act_ru_identitylink l where l.task_id_ = t.id_ and l.type_ = 'candidate')
                  and not exists (select 1 from act_ru_identitylink l
                                   where l.task_id_ = t.id_ and l.type_ = 'candidate'
                                     and (l.user_id_ = t.assignee_ or l.group_id_ in
                                          (select m.group_id_ from act_id_membership m where m.user_id_ = t.assignee_))))
             order by t.id_""";

    private final ObjectProvider<ReleasedTasks> told;
    private final AccessProperties access;

    StaffedTasks(ObjectProvider<ReleasedTasks> told, AccessProperties access) {
        this.told = told;
        this.access = access;
    }

    /** Looks at every user task of every model. */
    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(EVENTNAME_CREATE, this);
        task.addBuiltInTaskListener(EVENTNAME_ASSIGNMENT, this);
    }

    @Override
    public void notify(DelegateTask created) {
        TaskEntity task = (TaskEntity) created;
        String assignee = task.getAssignee();
        if (assignee != null && !TaskGuard.mayWork(task, assignee, TaskGuard.groups(assignee))) {
            release(task, TaskGuard.name(assignee), null);
        }
    }

    /**
     * Takes from somebody whatever they may not work on any more, within the command that changes their groups.
     *
     * @param groups what the person belongs to from now on; null if the person has left
     * @param name the person's name
     */
    void changed(String user, String name, Set<String> groups) {
        for (Task task : tasks(query -> query.taskAssignee(user))) {
            if (groups == null || !TaskGuard.mayWork((TaskEntity) task, user, groups)) {
                release((TaskEntity) task, name, groups == null ? user : null);
                ((TaskEntity) task).triggerUpdateEvent();
            }
        }
    }

    /** Sees to it that somebody can claim what only a group could that is deleted. */
    void deleted(String group) {
        for (Task task : tasks(query -> query.taskCandidateGroup(group).includeAssignedTasks())) {
            handToLeaders((TaskEntity) task, group);
        }
    }

    private static List<Task> tasks(UnaryOperator<TaskQuery> which) {
        CommandContext context = Context.getCommandContext();
        return context.runWithoutAuthorization(() -> which.apply(
                        context.getProcessEngineConfiguration().getTaskService().createTaskQuery())
                .list());
    }

    /**
     * Releases every task whose assignee has left or lost its groups without this having been noticed: in the instant in which
     * the task was made, or before the program watched over it.
     */
    public void sweep(CommandContext context) {
        for (String id : strayed(context)) {
            TaskEntity task = context.getTaskManager().findTaskById(id);
            release(task, TaskGuard.name(task.getAssignee()), null);
            task.triggerUpdateEvent();
        }
    }

    /** Ids of the tasks that {@link #sweep} would release. */
    public static List<String> strayed(CommandContext context) {
        Connection connection = context.getDbSqlSession().getSqlSession().getConnection();
        List<String> ids = new ArrayList<>();
        try (PreparedStatement question = connection.prepareStatement(STRAYED);
                ResultSet rows = question.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new ProcessEngineException("The tasks of those who have left could not be read", e);
        }
    }

    private void release(TaskEntity task, String name, String gone) {
        String person = task.getAssignee();
        task.setAssignee(null);
        handToLeaders(task, gone);
        ExecutionEntity instance = task.getExecution().getProcessInstance();
        Released released = new Released(
                task.getId(), task.getName(), key(task), instance.getId(), instance.getBusinessKey(), person, name);
        told.forEach(listener -> listener.released(released));
    }

    /** @param gone id of the group or person that is being deleted, or null */
    private void handToLeaders(TaskEntity task, String gone) {
        boolean claimable = task.getCandidates().stream().anyMatch(candidate -> isThere(candidate, gone));
        if (!claimable) {
            leaders(key(task)).forEach(task::addCandidateGroup);
        }
    }

    private boolean isThere(IdentityLink candidate, String gone) {
        String group = candidate.getGroupId();
        return group == null
                ? !candidate.getUserId().equals(gone) && TaskGuard.exists(candidate.getUserId())
                : !group.equals(gone) && (access.groups().containsKey(group) || TaskGuard.isGroup(group));
    }

    /** Groups that may assign the tasks of a process; of one that the configuration does not know, those of any process. */
    List<String> leaders(String processKey) {
        var own = access.processes().get(processKey);
        return own != null && !own.assign().isEmpty()
                ? own.assign()
                : access.processes().values().stream()
                        .flatMap(each -> each.assign().stream())
                        .distinct()
                        .toList();
    }

    private static String key(TaskEntity task) {
        return task.getProcessDefinition().getKey();
    }
}
