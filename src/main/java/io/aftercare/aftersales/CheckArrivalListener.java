package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** The warehouse's system or the courier tells that a parcel arrived; without a day it is today (A5). */
@Component("checkArrival")
@ForModels("执行监听器：检查包裹到仓的消息")
class CheckArrivalListener implements ExecutionListener {

    private final AfterSales afterSales;

    CheckArrivalListener(AfterSales afterSales) {
        this.afterSales = afterSales;
    }

    @Override
    public void notify(DelegateExecution execution) {
        execution.setVariable(
                Variables.GOODS_RECEIVED_AT,
                Date.from(afterSales.arrival(
                        execution.getVariable(Variables.ARRIVED_ON), execution.getVariable(Variables.SIGNED_ON))));
    }
}
