package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Messages;
import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** What reaches an after-sales case from outside Tasklist: requests through other channels, parcels, answers, cancellation. */
@Component
class EngineAfterSales {

    private final RuntimeService runtime;
    private final IdentityService identity;

    EngineAfterSales(RuntimeService runtime, IdentityService identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    /**
     * Starts a case as the message {@code AfterSalesRequested} does.
     *
     * @return its number
     */
    String request(Map<String, Object> request) {
        return runtime.createMessageCorrelation(Messages.REQUESTED)
                .setVariables(request)
                .correlateStartMessage()
                .getBusinessKey();
    }

    void shipped(String caseNumber, Map<String, Object> parcel) {
        correlate(Messages.SHIPPED, caseNumber, parcel, "这件售后目前不在等待客户寄回，请核对编号。");
    }

    void arrived(String caseNumber, Map<String, Object> parcel) {
        correlate(Messages.ARRIVED, caseNumber, parcel, "这件售后目前没有在途的退回商品，请核对编号。");
    }

    void rate(String caseNumber, Map<String, Object> rating) {
        correlate(Messages.SATISFACTION_ANSWERED, caseNumber, rating, "这件售后目前没有等待评价，请核对编号。");
    }

    void cancel(String caseNumber, String reason) {
        correlate(Messages.CANCELLED, caseNumber, Map.of(Variables.CANCEL_REASON, reason), "这件售后已经办理完毕，不能再取消。");
    }

    /**
     * Tells the case that handed one over how it ended; one that does not wait any more, because it was withdrawn, is left alone. Sent by
     * the system, whoever happens to be signed in.
     *
     * @param outcome in words
     */
    void tellOrigin(String originCase, String caseNumber, String outcome) {
        Authentication person = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            runtime.createMessageCorrelation(Messages.ENDED)
                    .processInstanceBusinessKey(originCase)
                    .setVariable(Variables.AFTER_SALES_CASE, caseNumber)
                    .setVariable(Variables.AFTER_SALES_OUTCOME, outcome)
                    .correlateAll();
        } finally {
            identity.setAuthentication(person);
        }
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
