package io.aftercare.fulfilment;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * {@code ${recordManualRefund}}, on completion of the task in which finance looks after a refund, coupon or points that failed: {@code
 * refundOutcome} paid closes the order with {@code refundReference}, so that no call can follow; retry lets the attempts begin
 * again with the same key.
 */
@Component("recordManualRefund")
@ForModels("任务监听器：记下财务人工处理款项的结果")
class RecordManualRefundListener implements TaskListener {

    private final Fulfilment fulfilment;

    RecordManualRefundListener(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void notify(DelegateTask task) {
        String caseNumber = task.getExecution().getProcessBusinessKey();
        String decision = (String) task.getVariable("decision");
        if ("paid".equals(task.getVariable("refundOutcome"))) {
            Authentication who =
                    task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
            fulfilment.recordByHand(
                    caseNumber,
                    decision,
                    (String) task.getVariable("refundReference"),
                    who == null ? task.getAssignee() : who.getUserId());
        } else {
            fulfilment.reopen(caseNumber, decision);
        }
    }
}
