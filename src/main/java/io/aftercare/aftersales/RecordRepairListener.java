package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Counts the repairs that failed; the second one gives the customer the right to exchange or return (A3, 三包). */
@Component("recordRepair")
@ForModels("任务监听器：记下维修结果和没修好的次数")
class RecordRepairListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        if ("failed".equals(task.getVariable(Variables.REPAIR_RESULT))) {
            task.setVariable(Variables.REPAIRS, ((Number) task.getVariable(Variables.REPAIRS)).intValue() + 1);
        }
    }
}
