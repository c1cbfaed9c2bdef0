package io.aftercare.fulfilment;

import io.aftercare.customer.Customers;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code ${reserveStock}}: keeps {@code quantity} of {@code product}, or of the product of {@code orderNumber} where none is
 * named, back for {@code decision}. Sets {@code reservation}; BPMN error {@code OutOfStock}, after which the same decision may
 * ask again. A system that does not answer ends as an incident.
 */
@Component("reserveStock")
@ForModels("服务任务：为方案预留库存，没有库存时走错误 OutOfStock")
class ReserveStockDelegate extends FulfilmentDelegate {

    private final Customers customers;

    ReserveStockDelegate(Fulfilment fulfilment, Customers customers) {
        super(fulfilment);
        this.customers = customers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            execution.setVariable(
                    "reservation",
                    fulfilment.reserve(
                            caseNumber(execution),
                            decision(execution),
                            (String) execution.getVariable("orderNumber"),
                            product(execution, customers),
                            quantity(execution)));
        } catch (Declined e) {
            throw new BpmnError(OUT_OF_STOCK, e.getMessage());
        }
    }
}
