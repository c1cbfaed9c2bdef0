package io.aftercare.complaint;

import io.aftercare.casebook.CaseActions;
import io.aftercare.casebook.CaseOpener;
import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.EngineCaseMessages;
import io.aftercare.complaint.ComplaintProcess.Messages;
import io.aftercare.complaint.ComplaintProcess.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What reaches a complaint from outside Tasklist: receipt through other channels, answers, withdrawal, duplicate. */
@Component
class EngineComplaints implements CaseActions, CaseOpener {

    private static final Action WITHDRAWAL = new Action("withdrawal", "登记撤诉", "撤诉原因", false, "已登记撤诉。");
    private static final Action DUPLICATE = new Action("duplicate", "标记重复投诉", "原投诉编号", true, "已标记为重复投诉。");

    private final EngineCaseMessages messages;

    EngineComplaints(EngineCaseMessages messages) {
        this.messages = messages;
    }

    /**
     * Starts a case as the message {@code ComplaintReceived} does.
     *
     * @return its number
     */
    String receive(Map<String, Object> receipt) {
        return messages.open(Messages.RECEIVED, receipt, Map.of());
    }

    @Override
    public boolean opens(String processKey) {
        return ComplaintProcess.KEY.equals(processKey);
    }

    /** What is known beyond the receipt stands in the form 登记投诉 already (A8: no question asked twice). */
    @Override
    public String open(Opening opening) {
        Map<String, Object> known = new HashMap<>(opening.variables());
        known.put(Variables.ORIGIN_CASE, opening.originCase());
        return messages.open(Messages.RECEIVED, opening.receipt(), known);
    }

    void answerPlan(String caseNumber, Map<String, Object> answer) {
        messages.deliver(Messages.PLAN_ANSWERED, caseNumber, answer, "这件投诉目前没有等待答复的方案，请核对投诉编号。");
    }

    void rate(String caseNumber, Map<String, Object> rating) {
        messages.deliver(Messages.SATISFACTION_ANSWERED, caseNumber, rating, "这件投诉目前没有等待评价，请核对投诉编号。");
    }

    @Override
    public boolean supports(String processKey) {
        return ComplaintProcess.KEY.equals(processKey);
    }

    @Override
    public List<Action> offered(CaseSummary target) {
        return List.of(WITHDRAWAL, DUPLICATE);
    }

    @Override
    public void act(Action action, CaseSummary target, String given) {
        if (WITHDRAWAL.equals(action)) {
            messages.deliver(
                    Messages.WITHDRAWN,
                    target.caseNumber(),
                    Map.of(Variables.WITHDRAWAL_REASON, given),
                    "这件投诉已经办理完毕，不能再撤诉。");
        } else {
            messages.deliver(
                    Messages.DUPLICATE,
                    target.caseNumber(),
                    Map.of(Variables.ORIGINAL_CASE, given),
                    "这件投诉已经办理完毕，不能再并入其他投诉。");
        }
    }
}
