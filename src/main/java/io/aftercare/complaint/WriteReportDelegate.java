package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** 生成《投诉核查报告》 (C8). */
@Component("writeReport")
@ForModels("服务任务：生成《投诉核查报告》")
class WriteReportDelegate implements JavaDelegate {

    private final Complaints complaints;

    WriteReportDelegate(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public void execute(DelegateExecution execution) {
        complaints.writeReport(
                execution.getProcessBusinessKey(),
                ((Number) execution.getVariable(Variables.LEVEL)).intValue(),
                (String) execution.getVariable(Variables.CUSTOMER_LABEL),
                (String) execution.getVariable(Variables.SUMMARY));
    }
}
