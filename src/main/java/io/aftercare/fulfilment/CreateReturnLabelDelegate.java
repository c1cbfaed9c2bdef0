package io.aftercare.fulfilment;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code ${createReturnLabel}}: a label with which {@code customerId} sends goods to us at our cost, for {@code decision}. Sets
 * {@code returnLabel} and {@code returnAddress}. BPMN error
 * {@code ShipmentFailed}: the customer then sends the parcel without a label of ours.
 */
@Component("createReturnLabel")
@ForModels("服务任务：生成由我方付费的退货运单")
class CreateReturnLabelDelegate extends FulfilmentDelegate {

    CreateReturnLabelDelegate(Fulfilment fulfilment) {
        super(fulfilment);
    }

    @Override
    public void execute(DelegateExecution execution) {
        orElse(SHIPMENT_FAILED, Kind.RETURN_LABEL, execution, () -> {
            execution.setVariable(
                    "returnLabel",
                    fulfilment.returnLabel(caseNumber(execution), decision(execution), customer(execution)));
            execution.setVariable("returnAddress", fulfilment.returnAddress());
        });
    }
}
