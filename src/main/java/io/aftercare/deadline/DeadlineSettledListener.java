package io.aftercare.deadline;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Ends a step's deadlines in the transaction that ends the step. */
@Component
class DeadlineSettledListener implements ExecutionListener {

    private final DeadlineLedger ledger;
    private final Clock clock;

    DeadlineSettledListener(DeadlineLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateExecution execution) {
        ledger.settle(execution.getId(), execution.isCanceled(), clock.instant());
    }

    /** For the boundary event through which a customer's own message ends the step {@code activityId}. */
    ExecutionListener answered(String activityId) {
        return execution -> ledger.answered(execution.getProcessInstanceId(), activityId, clock.instant());
    }
}
