package io.aftercare.platform;

import org.camunda.bpm.engine.impl.cmd.DeleteDeploymentCmd;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/** Deployments, and jobs that an administrator runs by hand, take the time that they need. */
class TimeLimitInterceptor extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        boolean takesLong = command instanceof DeployCmd
                || command instanceof DeleteDeploymentCmd
                || command instanceof ExecuteJobsCmd;
        return takesLong ? TimeLimit.lift(() -> next.execute(command)) : next.execute(command);
    }
}
