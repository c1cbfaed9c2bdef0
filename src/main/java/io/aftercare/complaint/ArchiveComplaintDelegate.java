package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** 归档 (C14): files the case's summary beside its other documents. */
@Component("archiveComplaint")
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
                        last(execution, "secondSatisfaction", Variables.SATISFACTION),
                        last(execution, "secondFeedback", Variables.FEEDBACK),
                        (String) execution.getVariable(Variables.WITHDRAWAL_REASON),
                        (String) execution.getVariable(Variables.ORIGINAL_CASE),
                        (String) execution.getVariable("rootCause"),
                        (String) execution.getVariable("lesson"),
                        (String) execution.getVariable("improvement")));
    }

    /** The second callback has the last word. */
    private static String last(DelegateExecution execution, String second, String first) {
        Object value = execution.getVariable(second);
        return (String) (value == null ? execution.getVariable(first) : value);
    }
}
