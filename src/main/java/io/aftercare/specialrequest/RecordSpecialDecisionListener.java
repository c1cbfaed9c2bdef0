package io.aftercare.specialrequest;

import io.aftercare.platform.ForModels;
import io.aftercare.specialrequest.SpecialRequestProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** What was decided, in the variables that the calling process takes (E1). */
@Component("recordSpecialDecision")
@ForModels("任务监听器：记下特殊请求的决定")
class RecordSpecialDecisionListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        if (!"approve".equals(task.getVariable(Variables.SPECIAL_APPROVAL))) {
            task.setVariable(Variables.SPECIAL_DECISION, "refused");
            return;
        }
        boolean alternative = Boolean.TRUE.equals(task.getVariable(Variables.IS_ALTERNATIVE));
        task.setVariable(Variables.SPECIAL_DECISION, alternative ? "alternative" : "approved");
        task.setVariable(Variables.SPECIAL_MEASURE, task.getVariable(Variables.REQUESTED_MEASURE));
        task.setVariable(Variables.SPECIAL_AMOUNT, task.getVariable(Variables.REQUESTED_AMOUNT));
        task.setVariable(Variables.SPECIAL_APPROVER, task.getAssignee());
    }
}
