package io.aftercare.platform;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.DelegateTaskCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskBpmnErrorCmd;
import org.camunda.bpm.engine.impl.cmd.HandleTaskEscalationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveTaskCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;

/**
 * Whose task it is. Only the assignee finishes a task; only members of its candidate groups become its assignee when a
 * person decides that (by claiming or assigning). What the model assigns itself, {@link StaffedTasks} looks at.
 */
final class TaskGuard {

    private TaskGuard() {}

    /** Refuses unless the current user may go on with the task: claim it, or finish it by its form as its assignee. */
    static void checkWork(TaskEntity task) {
        Command<?> command = AccessChecker.command();
        if (command instanceof ClaimTaskCmd) {
            return; // who may claim is decided when the engine sets the assignee
        }
        if (command instanceof HandleTaskBpmnErrorCmd || command instanceof HandleTaskEscalationCmd) {
            throw new Refusal(403, "任务只能填写表单办理。", List.of());
        }
        String assignee = task.getAssignee();
        if (assignee == null) {
            throw new Refusal(409, "请先认领这个任务。", List.of());
        }
        if (!assignee.equals(currentUser())) {
            throw new Refusal(403, "这个任务现在由" + name(assignee) + "办理，请先认领或请对方转交。", List.of());
        }
    }

    static boolean isAssignedToCurrentUser(TaskEntity task) {
        return task.getAssignee() != null && task.getAssignee().equals(currentUser());
    }

    /** Refuses whatever the right to assign tasks would allow besides: groups, owner, due date, priority. */
    static void checkAssignment(TaskEntity task) {
        Command<?> command = AccessChecker.command();
        boolean assigns = command instanceof AssignTaskCmd
                || command instanceof DelegateTaskCmd
                || command instanceof SaveTaskCmd
                        && Set.of(TaskEntity.ASSIGNEE)
                                .containsAll(task.getPropertyChanges().keySet());
        if (!assigns) {
            throw new Refusal(403, "任务只能转交给办理部门的同事；办理部门、优先级和时限由流程决定，时限可在个案页面申请延期。", List.of());
        }
    }

    /** Refuses an assignee whom a person has chosen and who may not work on the task. */
    static void checkNewAssignee(Task task, String previous, String next) {
        Command<?> command = AccessChecker.command();
        boolean claimed = command instanceof ClaimTaskCmd;
        boolean assigned = command instanceof AssignTaskCmd
                || command instanceof DelegateTaskCmd
                || command instanceof SaveTaskCmd;
        if (!claimed && !assigned) {
            return;
        }
        Set<IdentityLink> candidates = ((TaskEntity) task).getCandidates();
        if (next == null) {
            if (candidates.isEmpty()) {
                throw new Refusal(409, "这个任务指定由专人办理，不能退回，只能转交给同事。", List.of());
            }
            return;
        }
        String user = currentUser();
        if (claimed && user != null && !user.equals(next)) {
            throw new Refusal(403, "任务只能由本人认领；要安排给同事，请主管转交。", List.of());
        }
        Set<String> groups = groups(next);
        boolean fits = mayWork((TaskEntity) task, next, groups)
                && (!candidates.isEmpty() || assigned && (previous == null || shareAGroup(groups, groups(previous))));
        if (!fits) {
            throw new Refusal(403, claimed ? "这个任务不属于您所在的部门，不能认领。" : name(next) + "不在这个任务的办理部门，不能转交给他。", List.of());
        }
    }

    /**
     * Whether somebody works here and belongs to those whose task it is.
     *
     * @param groups of the person
     */
    static boolean mayWork(TaskEntity task, String user, Set<String> groups) {
        Set<IdentityLink> candidates = task.getCandidates();
        if (candidates.stream().anyMatch(link -> groups.contains(link.getGroupId()))) {
            return true;
        }
        boolean named = candidates.isEmpty() || candidates.stream().anyMatch(link -> user.equals(link.getUserId()));
        return named && exists(user);
    }

    private static boolean shareAGroup(Set<String> some, Set<String> others) {
        Set<String> shared = new HashSet<>(some);
        shared.retainAll(others);
        shared.remove(Groups.CAMUNDA_ADMIN);
        return !shared.isEmpty();
    }

    private static String currentUser() {
        return Context.getCommandContext().getAuthenticatedUserId();
    }

    static boolean exists(String user) {
        return unrestricted(
                () -> Context.getCommandContext().getReadOnlyIdentityProvider().findUserById(user) != null);
    }

    static boolean isGroup(String group) {
        return unrestricted(
                () -> Context.getCommandContext().getReadOnlyIdentityProvider().findGroupById(group) != null);
    }

    /** What the person belonged to when the command began. */
    static Set<String> groups(String user) {
        Set<String> ids = new HashSet<>();
        for (Group group : unrestricted(() -> Context.getCommandContext()
                .getReadOnlyIdentityProvider()
                .createGroupQuery(Context.getCommandContext())
                .groupMember(user)
                .list())) {
            ids.add(group.getId());
        }
        return ids;
    }

    static String name(String userId) {
        User user = unrestricted(
                () -> Context.getCommandContext().getReadOnlyIdentityProvider().findUserById(userId));
        return Person.of(userId, user).name();
    }

    private static <T> T unrestricted(Callable<T> question) {
        return Context.getCommandContext().runWithoutAuthorization(question);
    }
}
