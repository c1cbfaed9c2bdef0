package io.aftercare.fulfilment;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/**
 * {@code ${recordManualGrant}}, on completion of the task in which finance gives by hand what could not be given by the system: {@code
 * grantReference} closes the order, so that no call can follow, and becomes {@code couponNumber} or {@code pointsReference}.
 */
@Component("recordManualGrant")
class RecordManualGrantListener implements TaskListener {

    private final Fulfilment fulfilment;

    RecordManualGrantListener(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean points = "points".equals(task.getVariable("compensationKind"));
        String reference = ((String) task.getVariable("grantReference")).strip();
        Authentication who =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        fulfilment.recordManualGrant(
                task.getExecution().getProcessBusinessKey(),
                (String) task.getVariable("decision"),
                points ? Kind.POINTS : Kind.COUPON,
                reference,
                who == null ? task.getAssignee() : who.getUserId());
        task.setVariable(points ? "pointsReference" : "couponNumber", reference);
    }
}
