package io.aftercare.complaint;

import io.aftercare.casebook.CaseLabels;
import io.aftercare.casebook.CaseText;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The bean {@code caseTexts} of the diagram: longer texts of a case that a form shows, cut to what a variable holds. */
@Component("caseTexts")
@ForModels("个案的长文字：核查、执行、此前处理等")
public class EngineCaseTexts {

    /** A variable holds 4,000. */
    private static final int LONGEST = 3_500;

    private final Complaints complaints;

    EngineCaseTexts(Complaints complaints) {
        this.complaints = complaints;
    }

    /** The newest 《投诉核查报告》. */
    @ForModels("最近一份核查报告")
    public String verification(DelegateExecution execution) {
        return complaints.report(execution.getProcessBusinessKey());
    }

    /**
     * What the customer was given and says of it, each time the case was handled, for whoever begins again (C13); it is told as the case
     * reopens.
     */
    @ForModels("此前的处理经过")
    public String handledBefore(DelegateExecution execution) {
        String before = (String) execution.getVariable(Variables.HANDLED_BEFORE);
        boolean second = "second".equals(execution.getVariable(Variables.CALLBACK));
        String plan = (String) execution.getVariable(Variables.PLAN_TEXT);
        Object rating = execution.getVariable(second ? Variables.SECOND_SATISFACTION : Variables.SATISFACTION);
        return CaseText.shorten(
                new CaseText()
                        .line(before == null ? "" : before)
                        .line(
                                "第 " + execution.getVariable(Variables.LEVEL) + " 次",
                                plan == null
                                        ? "已向客户说明"
                                        : plan + "（" + CaseLabels.yuan((Number) execution.getVariable(Variables.AMOUNT))
                                                + "）")
                        .line("客户评价", rating == null ? null : CaseLabels.satisfaction(rating.toString()))
                        .line("客户意见", (String)
                                execution.getVariable(second ? Variables.SECOND_FEEDBACK : Variables.FEEDBACK))
                        .toString()
                        .strip(),
                LONGEST);
    }

    /** Numbers of the parcels sent for the plan, 、 separated; empty if none was. */
    @ForModels("为方案寄出的运单号")
    public String trackingNumbers(DelegateExecution execution) {
        return complaints.trackingNumbers(
                execution.getProcessBusinessKey(), (String) execution.getVariable(Variables.PLAN_REFERENCE));
    }

    /** What the departments did for the plan. */
    @ForModels("各部门的执行结果")
    public String execution(DelegateExecution execution) {
        String departments = complaints.executions(
                execution.getProcessBusinessKey(), (String) execution.getVariable(Variables.PLAN_REFERENCE));
        Object outcome = execution.getVariable(Variables.AFTER_SALES_OUTCOME);
        return outcome == null
                ? departments
                : departments + "\n\n【售后】" + execution.getVariable(Variables.AFTER_SALES_CASE) + "：" + outcome;
    }
}
