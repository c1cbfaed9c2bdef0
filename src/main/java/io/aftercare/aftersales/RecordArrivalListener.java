package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** The goods are back: the law's days for the refund count from here (A5, 消费者权益保护法 第二十五条). */
@Component("recordArrival")
@ForModels("任务监听器：记下退货到仓的时间")
class RecordArrivalListener implements TaskListener {

    private final AfterSales afterSales;

    RecordArrivalListener(AfterSales afterSales) {
        this.afterSales = afterSales;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariable(
                Variables.GOODS_RECEIVED_AT,
                Date.from(afterSales.arrival(
                        task.getVariable(Variables.ARRIVED_ON), task.getVariable(Variables.SIGNED_ON))));
    }
}
