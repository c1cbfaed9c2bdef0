package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/**
 * The engine's authorization checks, with five rules that its permissions cannot express:
 *
 * <ul>
 *   <li>finishing a task (completing, submitting its form, changing its comments) is for its assignee only, whatever has been
 *       granted, and nobody raises an error or escalation in its place;
 *   <li>who may assign tasks changes their assignee and nothing else: whose work and how urgent it is, the model decides;
 *   <li>the assignee may give a task back or hand it over without the right to assign other people's tasks;
 *   <li>who may start a case may also deliver a message to one (the customer's answer, a withdrawal) without the right to
 *       change a case's variables, suspend it or jump in it, which the engine's {@code UPDATE_INSTANCE} would include.
 *   <li>nobody but administrators starts a case in the middle.
 * </ul>
 */
class AccessChecker extends AuthorizationCommandChecker {

    @Override
    public void checkTaskWork(TaskEntity task) {
        super.checkTaskWork(task);
        TaskGuard.checkWork(task);
    }

    @Override
    public void checkTaskAssign(TaskEntity task) {
        if (!(command() instanceof AssignTaskCmd && TaskGuard.isAssignedToCurrentUser(task))) {
            super.checkTaskAssign(task);
            if (isByPerson()) {
                TaskGuard.checkAssignment(task);
            }
        }
    }

    /** A case begins at its beginning: a start in the middle would skip receipt and approval. */
    @Override
    public void checkCreateProcessInstance(ProcessDefinition definition) {
        super.checkCreateProcessInstance(definition);
        if (command() instanceof StartProcessInstanceAtActivitiesCmd && isByPerson()) {
            throw new Refusal(403, "个案只能从受理开始，不能从中间的环节开始。", List.of());
        }
    }

    @Override
    public void checkUpdateProcessInstance(ExecutionEntity execution) {
        if (command() instanceof AbstractCorrelateMessageCmd) {
            checkCreateProcessInstance(execution.getProcessDefinition());
        } else {
            super.checkUpdateProcessInstance(execution);
        }
    }

    /** Somebody signed in who is no administrator asks for it, and not code of ours on the way. */
    private static boolean isByPerson() {
        var context = Context.getCommandContext();
        return context.isAuthorizationCheckEnabled() && isPerson(context);
    }

    /** Somebody signed in who is no administrator; jobs run without. */
    static boolean isPerson(CommandContext context) {
        return context.getAuthenticatedUserId() != null
                && !context.getAuthorizationManager().isCamundaAdmin(context.getAuthentication());
    }

    static Command<?> command() {
        return Context.getCommandInvocationContext().getCommand();
    }
}
