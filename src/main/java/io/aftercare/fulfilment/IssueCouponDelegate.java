package io.aftercare.fulfilment;

import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code ${issueCoupon}}: gives {@code customerId} a coupon over {@code amount} for {@code decision}, which {@code proposer}
 * proposed and {@code approvedBy} approved. Sets {@code couponNumber}; BPMN error {@code PaymentFailed}.
 */
@Component("issueCoupon")
@ForModels("服务任务：按已批准的方案发优惠券")
class IssueCouponDelegate extends FulfilmentDelegate {

    IssueCouponDelegate(Fulfilment fulfilment) {
        super(fulfilment);
    }

    @Override
    public void execute(DelegateExecution execution) {
        orElse(
                PAYMENT_FAILED,
                Kind.COUPON,
                execution,
                () -> execution.setVariable("couponNumber", fulfilment.issueCoupon(money(execution, true))));
    }
}
