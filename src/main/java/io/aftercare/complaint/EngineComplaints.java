package io.aftercare.complaint;

import io.aftercare.casebook.CaseActions;
import io.aftercare.casebook.CaseSummary;
import io.aftercare.complaint.ComplaintProcess.Messages;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** What reaches a complaint from outside Tasklist: receipt through other channels, answers, withdrawal, duplicate. */
@Component
class EngineComplaints implements CaseActions {

    private final RuntimeService runtime;

    EngineComplaints(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts a case as the message {@code ComplaintReceived} does.
     *
     * @return its number
     */
    String receive(Map<String, Object> receipt) {
        return runtime.createMessageCorrelation(Messages.RECEIVED)
                .setVariables(receipt)
                .correlateStartMessage()
                .getBusinessKey();
    }

    void answerPlan(String caseNumber, Map<String, Object> answer) {
        correlate(Messages.PLAN_ANSWERED, caseNumber, answer, "这件投诉目前没有等待答复的方案，请核对投诉编号。");
    }

    void rate(String caseNumber, Map<String, Object> rating) {
        correlate(Messages.SATISFACTION_ANSWERED, caseNumber, rating, "这件投诉目前没有等待评价，请核对投诉编号。");
    }

    @Override
    public boolean supports(String processKey) {
        return ComplaintProcess.KEY.equals(processKey);
    }

    @Override
    public void withdraw(CaseSummary target, String reason) {
        correlate(
                Messages.WITHDRAWN,
                target.caseNumber(),
                Map.of(Variables.WITHDRAWAL_REASON, reason),
                "这件投诉已经办理完毕，不能再撤诉。");
    }

    @Override
    public void markDuplicate(CaseSummary target, String originalCase) {
        correlate(
                Messages.DUPLICATE,
                target.caseNumber(),
                Map.of(Variables.ORIGINAL_CASE, originalCase),
                "这件投诉已经办理完毕，不能再并入其他投诉。");
    }

    private void correlate(String message, String caseNumber, Map<String, Object> variables, String refusal) {
        try {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(caseNumber)
                    .setVariables(variables)
                    .correlate();
        } catch (MismatchingMessageCorrelationException e) {
            throw new Refusal(409, refusal, List.of());
        }
    }
}
