package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** What was approved as an exception is what is carried out: the measure, the amount, and who approved it (A4, E1). */
@Component("takeSpecialDecision")
@ForModels("服务任务：采用特殊请求批准的措施和金额")
class TakeSpecialDecisionDelegate implements JavaDelegate {

    @Override
    public void execute(DelegateExecution execution) {
        String measure = (String) execution.getVariable(Variables.SPECIAL_MEASURE);
        switch (measure) {
            case "coupon", "points" -> {
                execution.setVariable(Variables.REMEDY, "compensation");
                execution.setVariable(Variables.COMPENSATION_KIND, measure);
                execution.setVariable(Variables.GOODS_BACK, false);
            }
            case "refund", "exchange", "repair" -> execution.setVariable(Variables.REMEDY, measure);
            default -> {
                // another measure stands in the application's words; the way stays what was asked for
            }
        }
        execution.setVariable(Variables.AMOUNT, execution.getVariable(Variables.SPECIAL_AMOUNT));
        execution.setVariable(
                Variables.PLAN_TEXT,
                AfterSales.plan(
                        (String) execution.getVariable(Variables.REMEDY),
                        (String) execution.getVariable(Variables.COMPENSATION_KIND),
                        (Number) execution.getVariable(Variables.AMOUNT)));
        execution.setVariable(Variables.APPROVED_BY, execution.getVariable(Variables.SPECIAL_APPROVER));
    }
}
