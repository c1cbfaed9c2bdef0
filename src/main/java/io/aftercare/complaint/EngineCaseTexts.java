package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The bean {@code caseTexts} of the diagram: longer texts of a case that a form shows, cut to what a variable holds. */
@Component("caseTexts")
public class EngineCaseTexts {

    private final Complaints complaints;

    EngineCaseTexts(Complaints complaints) {
        this.complaints = complaints;
    }

    /** The newest 《投诉核查报告》. */
    public String verification(DelegateExecution execution) {
        return complaints.report(execution.getProcessBusinessKey());
    }

    /** Numbers of the parcels sent for the plan, 、 separated; empty if none was. */
    public String trackingNumbers(DelegateExecution execution) {
        return complaints.trackingNumbers(
                execution.getProcessBusinessKey(), (String) execution.getVariable(Variables.PLAN_REFERENCE));
    }

    /** What the departments did for the plan. */
    public String execution(DelegateExecution execution) {
        String departments = complaints.executions(
                execution.getProcessBusinessKey(), (String) execution.getVariable(Variables.PLAN_REFERENCE));
        Object outcome = execution.getVariable(Variables.AFTER_SALES_OUTCOME);
        return outcome == null
                ? departments
                : departments + "\n\n【售后】" + execution.getVariable(Variables.AFTER_SALES_CASE) + "：" + outcome;
    }
}
