package io.aftercare.fulfilment;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${voidCoupon}}, compensation of {@code ${issueCoupon}}: makes the coupon {@code couponNumber} of the case worthless
 * (A7). Called again, it does nothing; nor where the case got points instead, which stay the customer's. A coupon that was spent, or a system that does not answer, ends as an incident.
 */
@Component("voidCoupon")
@ForModels("服务任务（补偿）：作废已发的优惠券")
class VoidCouponDelegate implements JavaDelegate {

    private final Fulfilment fulfilment;

    VoidCouponDelegate(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String coupon = (String) execution.getVariable("couponNumber");
        if (coupon != null) {
            fulfilment.voidCoupon(execution.getProcessBusinessKey(), coupon);
        }
    }
}
