package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Messages;
import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.casebook.CaseActions;
import io.aftercare.casebook.CaseOpener;
import io.aftercare.casebook.CaseSummary;
import io.aftercare.casebook.EngineCaseMessages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** What reaches an after-sales case from outside Tasklist: requests through other channels, parcels, answers, cancellation. */
@Component
class EngineAfterSales implements CaseActions, CaseOpener {

    private static final Action CANCELLATION = new Action("cancellation", "取消售后", "取消原因", false, "已取消售后申请。");

    private final EngineCaseMessages messages;
    private final RuntimeService runtime;

    EngineAfterSales(EngineCaseMessages messages, RuntimeService runtime) {
        this.messages = messages;
        this.runtime = runtime;
    }

    /**
     * Starts a case as the message {@code AfterSalesRequested} does.
     *
     * @return its number
     */
    String request(Map<String, Object> request) {
        return messages.open(Messages.REQUESTED, request, Map.of());
    }

    @Override
    public boolean opens(String processKey) {
        return AfterSalesProcess.KEY.equals(processKey);
    }

    /**
     * A complaint's plan says what to do by {@code goodsHandling}, one of the kinds of a request. Its approval covers the goods, and money
     * up to the plan's amount (A8: nothing is decided twice).
     */
    @Override
    public String open(Opening opening) {
        Map<String, Object> given = opening.variables();
        Map<String, Object> request = opening.receipt();
        request.put(Variables.KIND, given.get("goodsHandling"));
        Map<String, Object> handed = new HashMap<>();
        handed.put(Variables.ORIGIN_CASE, opening.originCase());
        handed.put(Variables.HANDED_PLAN, true);
        handed.put(Variables.HANDED_AMOUNT, given.getOrDefault(Variables.AMOUNT, 0.0));
        handed.put(Variables.HANDED_APPROVER, given.get(Variables.APPROVED_BY));
        handed.put("checkNote", given.get("planText"));
        return messages.open(Messages.REQUESTED, request, handed);
    }

    @Override
    public boolean supports(String processKey) {
        return AfterSalesProcess.KEY.equals(processKey);
    }

    @Override
    public List<Action> offered(CaseSummary target) {
        boolean cancellable = runtime
                .createVariableInstanceQuery()
                .processInstanceIdIn(target.processInstanceId())
                .variableName(Variables.CANCELLABLE)
                .list()
                .stream()
                .anyMatch(variable -> Boolean.TRUE.equals(variable.getValue()));
        return cancellable ? List.of(CANCELLATION) : List.of();
    }

    @Override
    public void act(Action action, CaseSummary target, String given) {
        cancel(target.caseNumber(), given);
    }

    void shipped(String caseNumber, Map<String, Object> parcel) {
        messages.deliver(Messages.SHIPPED, caseNumber, parcel, "这件售后目前不在等待客户寄回，请核对编号。");
    }

    void arrived(String caseNumber, Map<String, Object> parcel) {
        messages.deliver(Messages.ARRIVED, caseNumber, parcel, "这件售后目前没有在途的退回商品，请核对编号。");
    }

    void rate(String caseNumber, Map<String, Object> rating) {
        messages.deliver(Messages.SATISFACTION_ANSWERED, caseNumber, rating, "这件售后目前没有等待评价，请核对编号。");
    }

    void cancel(String caseNumber, String reason) {
        messages.deliver(
                Messages.CANCELLED,
                caseNumber,
                Map.of(Variables.CANCEL_REASON, reason),
                "没有找到可以取消的售后，它可能已经办理完毕，请核对编号。");
    }

    /**
     * Tells the case that handed one over how it ended; one that does not wait any more, because it was withdrawn, is left alone. Sent by
     * the system, whoever happens to be signed in.
     *
     * @param outcome in words
     */
    void tellOrigin(String originCase, String caseNumber, String outcome) {
        messages.tell(
                Messages.ENDED,
                originCase,
                Map.of(Variables.AFTER_SALES_CASE, caseNumber, Variables.AFTER_SALES_OUTCOME, outcome));
    }
}
