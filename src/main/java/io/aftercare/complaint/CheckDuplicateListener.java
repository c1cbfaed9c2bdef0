package io.aftercare.complaint;

import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** A duplicate names another case that exists, whoever delivers the message. */
@Component("checkDuplicate")
class CheckDuplicateListener implements ExecutionListener {

    private final Casebook casebook;

    CheckDuplicateListener(Casebook casebook) {
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateExecution execution) {
        casebook.requireUnfinished(execution.getProcessBusinessKey());
        Object original = execution.getVariable(Variables.ORIGINAL_CASE);
        if (original == null
                || original.equals(execution.getProcessBusinessKey())
                || casebook.find(original.toString()).isEmpty()) {
            throw new Refusal(
                    "没有找到原投诉，请核对原投诉编号。", List.of(new Refusal.Field(Variables.ORIGINAL_CASE, "应为另一件已受理投诉的编号")));
        }
        casebook.recordContact(new ContactRecord(
                original.toString(),
                UUID.fromString((String) execution.getVariable(Variables.CUSTOMER_ID)),
                null,
                (String) execution.getVariable(Variables.CHANNEL),
                "重复投诉并入",
                (String) execution.getVariable(Variables.SUMMARY),
                "已并入，原登记编号 " + execution.getProcessBusinessKey(),
                "一并办理",
                null));
    }
}
