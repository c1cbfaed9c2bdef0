package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Files what the warehouse found in the parcel (A5). */
@Component("recordInspection")
@ForModels("任务监听器：记下验货结果")
class RecordInspectionListener implements TaskListener {

    private final AfterSales afterSales;

    RecordInspectionListener(AfterSales afterSales) {
        this.afterSales = afterSales;
    }

    @Override
    public void notify(DelegateTask task) {
        afterSales.checkAccepted((Number) task.getVariable("acceptedQuantity"), (Number) task.getVariable("quantity"));
        afterSales.fileInspection(
                (String) task.getVariable(Variables.CASE_NUMBER),
                task.getAssignee(),
                (String) task.getVariable(Variables.INSPECTION),
                (Number) task.getVariable("acceptedQuantity"),
                (String) task.getVariable(Variables.INSPECTION_NOTE));
    }
}
