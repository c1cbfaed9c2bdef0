package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Forms;
import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.casebook.EngineReception;
import io.aftercare.casebook.Reception.Kind;
import io.aftercare.casebook.Reception.Received;
import io.aftercare.platform.ForModels;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Receives a request as its process starts (A1), with what the order says of the goods. */
@Component("receiveAfterSales")
@ForModels("执行监听器：受理售后申请")
class ReceiveAfterSalesListener implements ExecutionListener {

    private static final Kind AFTER_SALES = new Kind(AfterSalesProcess.NUMBER_PREFIX, "售后", "核对订单与凭证", true);

    /** The request's kind as the register calls the customer's demand. */
    private static final Map<String, String> DEMANDS = Map.of(
            "return", "refund",
            "refund-only", "refund",
            "exchange", "exchange",
            "reshipment", "reship",
            "repair", "repair",
            "compensation", "compensation");

    private static final List<String> LATER = List.of(
            Variables.GOODS_RECEIVED_AT,
            Variables.INSPECTION,
            Variables.OUTCOME,
            Variables.APPROVED_BY,
            Variables.ORIGIN_CASE,
            Variables.HANDED_PLAN,
            Variables.HANDED_AMOUNT,
            Variables.HANDED_APPROVER,
            Variables.COMPENSATION_KIND,
            "goodsNext",
            "repairNext");

    private final EngineReception reception;
    private final AfterSales afterSales;

    ReceiveAfterSalesListener(EngineReception reception, AfterSales afterSales) {
        this.reception = reception;
        this.afterSales = afterSales;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Received received = reception.receive(execution, Forms.REQUEST, AFTER_SALES, LATER);
        execution.setVariable(Variables.DEMAND_TYPE, DEMANDS.get((String) execution.getVariable(Variables.KIND)));
        execution.setVariable(Variables.CANCELLABLE, true);
        execution.setVariable(Variables.EARLIER_REPAIRS, 0);
        execution.setVariable(Variables.REPAIR_DAYS, 0);
        // what the one who checks begins with: at most what was paid
        execution.setVariable(Variables.AMOUNT, received.paid());
        execution.setVariable(
                Variables.SIGNED_ON, afterSales.signedOn(received.order().signedAt()));
    }
}
