package io.aftercare.casebook;

import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.stereotype.Component;

/** {@code ${enforceFourEyes}}: who proposed something neither takes its approval on nor completes it, whoever calls (C10, GB/T 47746-2026). */
@Component("enforceFourEyes")
@ForModels("任务监听器：提出方案的人不能审批它")
class EnforceFourEyesListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        String caller = isComplete(task) ? Context.getCommandContext().getAuthenticatedUserId() : null;
        // a special request that a colleague wrote is still for the plan of who proposed that
        boolean own = Stream.of(CaseVariables.PROPOSER, CaseVariables.PLAN_PROPOSER)
                .map(task::getVariable)
                .anyMatch(proposer ->
                        proposer != null && (proposer.equals(task.getAssignee()) || proposer.equals(caller)));
        if (own) {
            throw new Refusal(403, "这件事由您提出，不能由您本人审批，请交由其他有权限的同事审批。", List.of());
        }
    }

    private static boolean isComplete(DelegateTask task) {
        return EVENTNAME_COMPLETE.equals(task.getEventName());
    }
}
