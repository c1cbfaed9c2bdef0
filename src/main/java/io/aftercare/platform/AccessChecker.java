package io.aftercare.platform;

import org.camunda.bpm.engine.impl.cfg.auth.AuthorizationCommandChecker;
import org.camunda.bpm.engine.impl.cmd.AbstractCorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/**
 * The engine's authorization checks, with three rules that its permissions cannot express:
 *
 * <ul>
 *   <li>finishing a task (completing, submitting its form, raising its errors, changing its comments) is for its assignee
 *       only, whatever has been granted;
 *   <li>the assignee may give a task back or hand it over without the right to assign other people's tasks;
 *   <li>who may start a case may also deliver a message to one (the customer's answer, a withdrawal) without the right to
 *       change a case's variables, suspend it or jump in it, which the engine's {@code UPDATE_INSTANCE} would include.
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

    static Command<?> command() {
        return Context.getCommandInvocationContext().getCommand();
    }
}
