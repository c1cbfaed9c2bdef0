package io.aftercare.fulfilment;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${releaseStock}}, compensation of {@code ${reserveStock}}: gives the goods of {@code reservation} free (A7). Called
 * again, it does nothing. A system that does not answer ends as an incident.
 */
@Component("releaseStock")
@ForModels("服务任务（补偿）：释放预留的库存")
class ReleaseStockDelegate implements JavaDelegate {

    private final Fulfilment fulfilment;

    ReleaseStockDelegate(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        fulfilment.release(execution.getProcessBusinessKey(), (String) execution.getVariable("reservation"));
    }
}
