package io.aftercare.casebook;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps who approved a proposal; without that name no money moves (C10, GB/T 47746-2026). */
@Component("recordApproval")
@ForModels("任务监听器：记下谁批准了方案")
class RecordApprovalListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        if ("approve".equals(task.getVariable("approval"))) {
            task.setVariable(CaseVariables.APPROVED_BY, task.getAssignee());
        }
    }
}
