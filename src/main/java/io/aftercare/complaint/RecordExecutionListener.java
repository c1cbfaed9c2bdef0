package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what a department did for a plan (C12). */
@Component("recordExecution")
@ForModels("任务监听器：记下部门的执行结果")
class RecordExecutionListener implements TaskListener {

    private final Complaints complaints;

    RecordExecutionListener(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public void notify(DelegateTask task) {
        complaints.keepExecution(
                (String) task.getVariable(Variables.CASE_NUMBER),
                UUID.fromString((String) task.getVariable(Variables.CUSTOMER_ID)),
                (String) task.getVariable(Variables.PLAN_REFERENCE),
                (String) task.getVariable(Variables.DEPARTMENT),
                task.getAssignee(),
                (String) task.getVariable("executionResult"),
                (String) task.getVariable("executionNote"),
                (String) task.getVariable("trackingNumber"));
    }
}
