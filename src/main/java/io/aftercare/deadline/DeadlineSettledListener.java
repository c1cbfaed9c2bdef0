package io.aftercare.deadline;

import io.aftercare.platform.EngineScopes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Ends a step's deadlines in the transaction that ends the step. */
@Component
class DeadlineSettledListener implements ExecutionListener {

    private final Deadlines deadlines;
    private final DeadlineLedger ledger;

    DeadlineSettledListener(Deadlines deadlines, DeadlineLedger ledger) {
        this.deadlines = deadlines;
        this.ledger = ledger;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String instance = execution.getProcessInstanceId();
        deadlines
                .settle(instance, execution.getId(), execution.isCanceled())
                .forEach(lapsed -> EngineLapsedRequests.schedule(EngineScopes.rootOf(instance), lapsed));
    }

    /** For the boundary event through which a customer's own message ends the step {@code activityId}. */
    ExecutionListener answered(String activityId) {
        return execution -> ledger.answered(execution.getProcessInstanceId(), activityId);
    }
}
