package io.aftercare.fulfilment;

import io.aftercare.fulfilment.Fulfilment.Points;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code ${grantPoints}}: gives {@code customerId} points that stand for {@code amount} for {@code decision}, which {@code
 * proposer} proposed and {@code approvedBy} approved. Sets {@code pointsReference} and {@code points}; BPMN error {@code
 * PaymentFailed}.
 */
@Component("grantPoints")
@ForModels("服务任务：按已批准的方案发积分")
class GrantPointsDelegate extends FulfilmentDelegate {

    GrantPointsDelegate(Fulfilment fulfilment) {
        super(fulfilment);
    }

    @Override
    public void execute(DelegateExecution execution) {
        orElse(PAYMENT_FAILED, Kind.POINTS, execution, () -> {
            Points points = fulfilment.grantPoints(money(execution, true));
            execution.setVariable("pointsReference", points.reference());
            execution.setVariable("points", points.points());
        });
    }
}
