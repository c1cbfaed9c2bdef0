package io.aftercare.fulfilment;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code ${refund}}: pays {@code amount} of the order {@code orderNumber} back for {@code decision}, which {@code proposer}
 * proposed and {@code approvedBy} approved. Sets {@code refundReference}; BPMN errors {@code PaymentFailed} and
 * {@code RefundRefused}.
 */
@Component("refund")
@ForModels("服务任务：按已批准的方案退款")
class RefundDelegate extends FulfilmentDelegate {

    RefundDelegate(Fulfilment fulfilment) {
        super(fulfilment);
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            orElse(
                    PAYMENT_FAILED,
                    Kind.REFUND,
                    execution,
                    () -> execution.setVariable("refundReference", fulfilment.refund(money(execution, false))));
        } catch (Fulfilment.RefundRefused e) {
            throw new BpmnError(REFUND_REFUSED, e.getMessage());
        }
    }
}
