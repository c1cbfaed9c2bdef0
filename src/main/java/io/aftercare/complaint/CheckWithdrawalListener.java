package io.aftercare.complaint;

import io.aftercare.casebook.Casebook;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** A withdrawal says why and comes before the archive, whoever delivers the message. */
@Component("checkWithdrawal")
@ForModels("执行监听器：检查撤诉的消息")
class CheckWithdrawalListener implements ExecutionListener {

    private static final int LONGEST = 500;

    private final Casebook casebook;

    CheckWithdrawalListener(Casebook casebook) {
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateExecution execution) {
        casebook.requireUnfinished(execution.getProcessBusinessKey());
        Object reason = execution.getVariable(Variables.WITHDRAWAL_REASON);
        if (reason == null
                || reason.toString().isBlank()
                || reason.toString().codePoints().count() > LONGEST) {
            throw new Refusal(
                    "请填写撤诉原因，不超过 " + LONGEST + " 字。",
                    List.of(new Refusal.Field(Variables.WITHDRAWAL_REASON, "请填写撤诉原因，不超过 " + LONGEST + " 字")));
        }
    }
}
