package io.aftercare.casebook;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps who approved a proposal; without that name no money moves (C10, GB/T 47746-2026). */
@Component("recordApproval")
class RecordApprovalListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        if ("approve".equals(task.getVariable("approval"))) {
            task.setVariable(CaseVariables.APPROVED_BY, task.getAssignee());
        }
    }
}
