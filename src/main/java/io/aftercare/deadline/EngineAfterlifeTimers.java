package io.aftercare.deadline;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.helper.CompensationUtil;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * Timers of sub-processes that are over. When a sub-process ends in which something could still be compensated, the engine (7.24.0) keeps
 * it as an "event scope" by entering its activity once more, and that makes its boundary timers anew. Nobody waits for them: they open no
 * deadline, and are removed before the transaction writes them.
 */
final class EngineAfterlifeTimers {

    private EngineAfterlifeTimers() {}

    /** Whether the engine is just keeping a finished sub-process for a later compensation. */
    static boolean isBeingMade() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CompensationUtil.class.getName())
                        && frame.getMethodName().equals("createEventScopeExecution")));
    }

    static void remove(DelegateExecution kept) {
        Context.getCommandContext().registerCommandContextListener(new CommandContextListener() {
            @Override
            public void onCommandContextClose(CommandContext context) {
                ((ExecutionEntity) kept).getJobs().forEach(JobEntity::delete);
            }

            @Override
            public void onCommandFailed(CommandContext context, Throwable failure) {
                // nothing is written then
            }
        });
    }
}
