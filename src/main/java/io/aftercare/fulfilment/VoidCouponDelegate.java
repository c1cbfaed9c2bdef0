package io.aftercare.fulfilment;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${voidCoupon}}, compensation of {@code ${issueCoupon}}: makes the coupon {@code couponNumber} of the case worthless
 * (A7). Called again, it does nothing. A coupon that was spent, or a system that does not answer, ends as an incident.
 */
@Component("voidCoupon")
class VoidCouponDelegate implements JavaDelegate {

    private final Fulfilment fulfilment;

    VoidCouponDelegate(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        fulfilment.voidCoupon(execution.getProcessBusinessKey(), (String) execution.getVariable("couponNumber"));
    }
}
