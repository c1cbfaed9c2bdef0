package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the case that handed this one over how it ended (A8, C12); one that does not wait any more is left alone. */
@Component("tellOrigin")
@ForModels("服务任务：把售后办理结果告诉转来的个案")
class TellOriginDelegate implements JavaDelegate {

    private final EngineAfterSales cases;

    TellOriginDelegate(EngineAfterSales cases) {
        this.cases = cases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        cases.tellOrigin(
                (String) execution.getVariable(Variables.ORIGIN_CASE),
                execution.getProcessBusinessKey(),
                AfterSales.outcome((String) execution.getVariable(Variables.OUTCOME)));
    }
}
