package io.aftercare.fulfilment;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${createReturnLabel}}: a label with which {@code customerId} sends goods to us at our cost, for {@code decision}. Sets
 * {@code returnLabel} and {@code returnAddress}. A system that does not answer ends as an incident.
 */
@Component("createReturnLabel")
class CreateReturnLabelDelegate implements JavaDelegate {

    private final Fulfilment fulfilment;

    CreateReturnLabelDelegate(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(
                "returnLabel",
                fulfilment.returnLabel(
                        execution.getProcessBusinessKey(),
                        FulfilmentDelegate.decision(execution),
                        FulfilmentDelegate.customer(execution)));
        execution.setVariable("returnAddress", fulfilment.returnAddress());
    }
}
