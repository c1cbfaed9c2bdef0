package io.aftercare.complaint;

import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.customer.OrderNumber;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * A duplicate names another complaint that somebody is handling, whoever delivers the message. Neither of the two ends
 * otherwise in the same moment: of complaints that are marked as duplicates of each other, one stays.
 */
@Component("checkDuplicate")
@ForModels("执行监听器：检查重复投诉所指的原个案")
class CheckDuplicateListener implements ExecutionListener {

    /** The register's status of a complaint that was joined to another. */
    private static final String DUPLICATE = "duplicate";

    private final Casebook casebook;

    CheckDuplicateListener(Casebook casebook) {
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        String given = String.valueOf(execution.getVariable(Variables.ORIGINAL_CASE));
        String original = OrderNumber.normalise(given).orElse(given);
        execution.setVariable(Variables.ORIGINAL_CASE, original);
        casebook.hold(number, original);
        casebook.requireUnfinished(number);
        CaseSummary found = complaint(original)
                .filter(other -> !other.caseNumber().equals(number))
                .orElseThrow(() -> refused("没有找到原投诉，请核对原投诉编号。", "应为另一件已受理投诉的编号"));
        if (found.isFinished()) {
            throw refused(ended(found, number), "应为正在办理的投诉");
        }
        casebook.recordContact(new ContactRecord(
                original,
                UUID.fromString((String) execution.getVariable(Variables.CUSTOMER_ID)),
                null,
                (String) execution.getVariable(Variables.CHANNEL),
                "重复投诉并入",
                (String) execution.getVariable(Variables.SUMMARY),
                "已并入，原登记编号 " + number,
                "一并办理",
                null));
    }

    private Optional<CaseSummary> complaint(String number) {
        return casebook.find(number).filter(found -> ComplaintProcess.KEY.equals(found.processKey()));
    }

    /** Says where a complaint that has ended is handled now, if it was joined to one that goes on. */
    private String ended(CaseSummary original, String number) {
        Set<String> passed = new HashSet<>();
        CaseSummary last = original;
        while (DUPLICATE.equals(last.status()) && last.originalCase() != null && passed.add(last.caseNumber())) {
            if (last.originalCase().equals(number)) {
                return "原投诉" + original.caseNumber() + "已经并入这件投诉，请继续办理这件投诉。";
            }
            Optional<CaseSummary> next = complaint(last.originalCase());
            if (next.isEmpty()) {
                break;
            }
            last = next.get();
        }
        return last.isFinished()
                ? "原投诉" + original.caseNumber() + "已经结束，不会再有人跟进；请继续办理这件投诉。"
                : "原投诉" + original.caseNumber() + "已经并入" + last.caseNumber() + "，请改填" + last.caseNumber() + "。";
    }

    private static Refusal refused(String sentence, String reason) {
        return new Refusal(sentence, List.of(new Refusal.Field(Variables.ORIGINAL_CASE, reason)));
    }
}
