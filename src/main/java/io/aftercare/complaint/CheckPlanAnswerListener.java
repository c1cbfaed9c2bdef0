package io.aftercare.complaint;

import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Forms;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.form.FormCheck;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Checks an answer that did not come through the agent's form by that form's rules, and that it is meant for this plan. */
@Component("checkPlanAnswer")
@ForModels("执行监听器：检查客户对方案的答复")
class CheckPlanAnswerListener implements ExecutionListener {

    private final FormCheck forms;
    private final Casebook casebook;

    CheckPlanAnswerListener(FormCheck forms, Casebook casebook) {
        this.forms = forms;
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Object plan = execution.getVariable(Variables.ANSWERED_PLAN);
        if (plan == null || !plan.equals(execution.getVariable(Variables.PLAN_REFERENCE))) {
            throw new Refusal(
                    409,
                    "这个答复对应的不是当前方案，请核对方案编号后重新提交。",
                    List.of(new Refusal.Field(Variables.ANSWERED_PLAN, "不是当前等待答复的方案")));
        }
        var answer = new LinkedHashMap<String, Object>();
        for (String name : List.of(Variables.PLAN_ANSWER, Variables.ANSWER_REASON)) {
            if (execution.getVariable(name) != null) {
                answer.put(name, execution.getVariable(name));
            }
        }
        forms.check(Forms.PLAN_ANSWER, answer, Map.of());
        execution.removeVariable(Variables.ANSWERED_PLAN);
        casebook.recordContact(new ContactRecord(
                execution.getProcessBusinessKey(),
                UUID.fromString((String) execution.getVariable(Variables.CUSTOMER_ID)),
                null,
                "self",
                "方案确认（客户自行答复）",
                (String) execution.getVariable(Variables.ANSWER_REASON),
                "accepted".equals(answer.get(Variables.PLAN_ANSWER)) ? "接受方案" : "拒绝方案",
                null,
                null));
    }
}
