package io.aftercare.complaint;

import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** A duplicate names another complaint that somebody is handling, whoever delivers the message. */
@Component("checkDuplicate")
@ForModels("执行监听器：检查重复投诉所指的原个案")
class CheckDuplicateListener implements ExecutionListener {

    private final Casebook casebook;

    CheckDuplicateListener(Casebook casebook) {
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateExecution execution) {
        casebook.requireUnfinished(execution.getProcessBusinessKey());
        String original = String.valueOf(execution.getVariable(Variables.ORIGINAL_CASE));
        CaseSummary found = casebook.find(original)
                .filter(other -> ComplaintProcess.KEY.equals(other.processKey()))
                .filter(other -> !other.caseNumber().equals(execution.getProcessBusinessKey()))
                .orElseThrow(() -> refused("没有找到原投诉，请核对原投诉编号。", "应为另一件已受理投诉的编号"));
        if (found.isFinished()) {
            throw refused("原投诉" + original + "已经结束，不会再有人跟进；请继续办理这件投诉。", "应为正在办理的投诉");
        }
        casebook.recordContact(new ContactRecord(
                original,
                UUID.fromString((String) execution.getVariable(Variables.CUSTOMER_ID)),
                null,
                (String) execution.getVariable(Variables.CHANNEL),
                "重复投诉并入",
                (String) execution.getVariable(Variables.SUMMARY),
                "已并入，原登记编号 " + execution.getProcessBusinessKey(),
                "一并办理",
                null));
    }

    private static Refusal refused(String sentence, String reason) {
        return new Refusal(sentence, List.of(new Refusal.Field(Variables.ORIGINAL_CASE, reason)));
    }
}
