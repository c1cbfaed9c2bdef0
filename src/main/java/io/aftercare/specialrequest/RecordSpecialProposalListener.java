package io.aftercare.specialrequest;

import io.aftercare.fulfilment.Fulfilment;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import io.aftercare.specialrequest.SpecialRequestProcess.Elements;
import io.aftercare.specialrequest.SpecialRequestProcess.Variables;
import java.math.BigDecimal;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Notes who asks for an exception, or for its alternative, so that somebody else decides (E1, C10). */
@Component("recordSpecialProposal")
@ForModels("任务监听器：记下特殊请求由谁提出")
class RecordSpecialProposalListener implements TaskListener {

    private final Fulfilment fulfilment;
    private final Staff staff;

    RecordSpecialProposalListener(Fulfilment fulfilment, Staff staff) {
        this.fulfilment = fulfilment;
        this.staff = staff;
    }

    @Override
    public void notify(DelegateTask task) {
        mustBeRefundable(task);
        boolean alternative = Elements.OFFER_ALTERNATIVE.equals(task.getTaskDefinitionKey());
        task.setVariable(Variables.SPECIAL_DECISION, "refused");
        task.setVariable(Variables.PROPOSER, task.getAssignee());
        task.setVariable(Variables.PROPOSER_NAME, staff.signature(task.getAssignee()));
        task.setVariable(Variables.IS_ALTERNATIVE, alternative);
        if (alternative && "yes".equals(task.getVariable(Variables.ALTERNATIVE_ACCEPTED))) {
            Object amount = task.getVariable(Variables.ALTERNATIVE_AMOUNT);
            task.setVariable(Variables.REQUESTED_MEASURE, task.getVariable(Variables.ALTERNATIVE_MEASURE));
            task.setVariable(Variables.REQUESTED_AMOUNT, amount == null ? 0.0 : amount);
            // the next approval asks its own reason anew
            task.setVariable(Variables.REFUSED_REASON, task.getVariable(Variables.SPECIAL_REASON));
        }
    }

    /** Not even a manager can give back more than was paid, so it is not asked for. */
    private void mustBeRefundable(DelegateTask task) {
        String order = (String) task.getVariable(Variables.ORDER_NUMBER);
        if (!Elements.APPLICATION.equals(task.getTaskDefinitionKey())
                || order == null
                || !"refund".equals(task.getVariable(Variables.REQUESTED_MEASURE))) {
            return;
        }
        var amount = new BigDecimal(task.getVariable(Variables.REQUESTED_AMOUNT).toString());
        fulfilment.unrefundable(order, amount).ifPresent(reason -> {
            throw new Refusal(
                    "申请金额有误：" + reason + "；要另外补偿的，请改申请优惠券或积分。",
                    List.of(new Refusal.Field(Variables.REQUESTED_AMOUNT, reason)));
        });
    }
}
