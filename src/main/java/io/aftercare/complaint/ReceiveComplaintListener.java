package io.aftercare.complaint;

import io.aftercare.casebook.EngineReception;
import io.aftercare.casebook.Reception.Kind;
import io.aftercare.complaint.ComplaintProcess.Forms;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Receives a complaint as its process starts (C1, C2). */
@Component("receiveComplaint")
@ForModels("执行监听器：受理投诉")
class ReceiveComplaintListener implements ExecutionListener {

    private static final Kind COMPLAINT = new Kind(ComplaintProcess.NUMBER_PREFIX, "投诉", "1 小时内登记", false);

    private static final List<String> LATER = List.of(
            Variables.GOODS_HANDLING,
            Variables.OUTSIDE_POLICY,
            Variables.OUTSIDE_REASON,
            Variables.AFTER_SALES_CASE,
            Variables.AFTER_SALES_OUTCOME,
            Variables.PROPOSED_BY_MANAGER,
            Variables.APPROVED_BY);

    private final EngineReception reception;

    ReceiveComplaintListener(EngineReception reception) {
        this.reception = reception;
    }

    @Override
    public void notify(DelegateExecution execution) {
        reception.receive(execution, Forms.RECEIVE, COMPLAINT, LATER);
        execution.setVariable(Variables.LEVEL, 1);
        execution.setVariable(Variables.REOPENINGS, 0);
        execution.setVariable(Variables.REFUSALS, 0);
    }
}
