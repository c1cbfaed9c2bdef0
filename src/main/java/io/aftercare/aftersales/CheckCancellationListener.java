package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** A cancellation says why and comes before goods or money are under way, whoever delivers the message (A5). */
@Component("checkCancellation")
@ForModels("执行监听器：检查取消售后的消息")
class CheckCancellationListener implements ExecutionListener {

    private static final int LONGEST = 500;

    @Override
    public void notify(DelegateExecution execution) {
        if (!Boolean.TRUE.equals(execution.getVariable(Variables.CANCELLABLE))) {
            throw new Refusal(409, "商品已寄出或已开始办理，不能再取消；请与客户商定后按退回或改方案处理。", List.of());
        }
        Object reason = execution.getVariable(Variables.CANCEL_REASON);
        if (reason == null
                || reason.toString().isBlank()
                || reason.toString().codePoints().count() > LONGEST) {
            throw new Refusal(
                    "请填写取消原因，不超过 " + LONGEST + " 字。",
                    List.of(new Refusal.Field(Variables.CANCEL_REASON, "请填写取消原因，不超过 " + LONGEST + " 字")));
        }
    }
}
