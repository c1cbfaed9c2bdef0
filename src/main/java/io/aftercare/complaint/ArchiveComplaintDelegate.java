package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** 归档 (C14): files the case's summary beside its other documents. */
@Component("archiveComplaint")
@ForModels("服务任务：投诉归档")
class ArchiveComplaintDelegate implements JavaDelegate {

    private final Complaints complaints;

    ArchiveComplaintDelegate(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public void execute(DelegateExecution execution) {
        complaints.archive(
                execution.getProcessBusinessKey(),
                new Complaints.Closing(
                        (String) execution.getVariable(Variables.OUTCOME),
                        "explained".equals(execution.getVariable(Variables.OUTCOME))
                                ? null
                                : (String) execution.getVariable(Variables.PLAN_TEXT),
                        latest(execution, Variables.SECOND_SATISFACTION, Variables.SATISFACTION),
                        latest(execution, Variables.SECOND_FEEDBACK, Variables.FEEDBACK),
                        (String) execution.getVariable(Variables.WITHDRAWAL_REASON),
                        (String) execution.getVariable(Variables.ORIGINAL_CASE),
                        (String) execution.getVariable("rootCause"),
                        (String) execution.getVariable("lesson"),
                        (String) execution.getVariable("improvement")));
    }

    /** Rating or words of the latest callback, which is the second one if there was one. */
    private static String latest(DelegateExecution execution, String second, String first) {
        return (String)
                execution.getVariable(execution.getVariable(Variables.SECOND_SATISFACTION) == null ? first : second);
    }
}
