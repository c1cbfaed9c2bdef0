package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Elements;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Notes who proposed a plan, so that somebody else approves it (C10), and gives the plan its reference. */
@Component("recordProposal")
@ForModels("任务监听器：记下方案由谁提出，并给方案编号")
class RecordProposalListener implements TaskListener {

    private final Staff staff;

    RecordProposalListener(Staff staff) {
        this.staff = staff;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean byManager = Elements.MANAGER_TALK.equals(task.getTaskDefinitionKey());
        if (byManager && !"agreed".equals(task.getVariable(Variables.NEGOTIATION))) {
            return;
        }
        mustBePracticable(task);
        task.setVariable(Variables.PROPOSER, task.getAssignee());
        task.setVariable(Variables.PROPOSER_NAME, staff.signature(task.getAssignee()));
        task.setVariable(Variables.PROPOSED_BY_MANAGER, byManager);
        task.setVariable(Variables.APPROVED_BY, null);
        task.setVariable(Variables.PLAN_REFERENCE, next(task));
        // how after-sales carried out the plan before says nothing of this one
        task.setVariable(Variables.AFTER_SALES_CASE, null);
        task.setVariable(Variables.AFTER_SALES_OUTCOME, null);
    }

    /**
     * An amount decides who approves, and what is paid in money needs somebody who pays it: both are asked for here, not after
     * the promise.
     */
    private static void mustBePracticable(DelegateTask task) {
        var findings = new Refusal.Findings();
        Object handling = task.getVariable(Variables.GOODS_HANDLING);
        boolean byAfterSales = handling != null && !"departments".equals(handling);
        if (byAfterSales && task.getVariable(Variables.ORDER_NUMBER) == null) {
            findings.add(Variables.GOODS_HANDLING, "没有登记订单号，不能转售后，请改选“由执行部门直接办理”");
        }
        List<String> measures = EngineDepartments.strings(task.getVariable(Variables.PLAN_MEASURES));
        boolean paid = measures.contains("compensation") || measures.contains("refund") && !byAfterSales;
        boolean worthMoney = paid || measures.contains("points") || measures.contains("coupon");
        if (worthMoney && ((Number) task.getVariable(Variables.AMOUNT)).doubleValue() <= 0) {
            findings.add(Variables.AMOUNT, "选了退款、补偿、积分或优惠券的，请填写折算后的总额");
        }
        if (paid
                && !EngineDepartments.strings(task.getVariable(Variables.EXECUTION_DEPARTMENTS))
                        .contains("finance")) {
            findings.add(Variables.EXECUTION_DEPARTMENTS, "退款和现金补偿由财务部付款，请加选财务部");
        }
        findings.refuse("方案还不能提交");
    }

    private static String next(DelegateTask task) {
        String caseNumber = (String) task.getVariable(Variables.CASE_NUMBER);
        String last = (String) task.getVariable(Variables.PLAN_REFERENCE);
        int count = last == null ? 0 : Integer.parseInt(last.substring(caseNumber.length() + 1));
        return caseNumber + "-" + (count + 1);
    }
}
