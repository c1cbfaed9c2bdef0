package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Elements;
import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Staff;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Takes what an agent agreed with the customer as a proposal: it gets a reference of its own, and whatever was approved before is not
 * approved any more (A4, A7).
 */
@Component("proposeRemedy")
@ForModels("任务监听器：把与客户商定的办法记为待审批的方案")
class ProposeRemedyListener implements TaskListener {

    private final AfterSales afterSales;
    private final Staff staff;

    ProposeRemedyListener(AfterSales afterSales, Staff staff) {
        this.afterSales = afterSales;
        this.staff = staff;
    }

    @Override
    public void notify(DelegateTask task) {
        proposal(task).ifPresent(proposal -> propose(task, proposal));
        if ("await-more".equals(task.getVariable("differenceDecision"))
                && Elements.SETTLE_DIFFERENCE.equals(task.getTaskDefinitionKey())) {
            // what still comes is inspected again, and the law's days count from its arrival
            task.setVariable(Variables.INSPECTION, null);
            task.setVariable(Variables.GOODS_RECEIVED_AT, null);
        }
    }

    private static Optional<Proposal> proposal(DelegateTask task) {
        return switch (task.getTaskDefinitionKey()) {
            case Elements.CHECK -> Optional.of(
                    Proposal.of(text(task, Variables.KIND), text(task, Variables.COMPENSATION_KIND)));
            case Elements.REVISE -> Optional.of(Proposal.instead(text(task, Variables.REMEDY)));
            case Elements.SETTLE_DIFFERENCE -> when(
                    !"await-more".equals(text(task, "differenceDecision"))
                            && !"send-back".equals(text(task, "differenceDecision")),
                    text(task, Variables.REMEDY));
            case Elements.NO_STOCK -> when("refund".equals(text(task, "stockDecision")), "refund");
            case Elements.OFFER_CHOICE -> when(!"repair".equals(text(task, "choice")), text(task, "choice"));
            case Elements.COMPENSATION_ANSWER -> when(
                    "refund-instead".equals(text(task, "compensationAnswer")), "refund");
            default -> throw new IllegalStateException("Nothing is proposed in " + task.getTaskDefinitionKey());
        };
    }

    private static Optional<Proposal> when(boolean proposed, String remedy) {
        return proposed ? Optional.of(Proposal.instead(remedy)) : Optional.empty();
    }

    private void propose(DelegateTask task, Proposal proposal) {
        String caseNumber = text(task, Variables.CASE_NUMBER);
        afterSales.checkAmount(
                proposal.remedy(), (Number) task.getVariable(Variables.AMOUNT), text(task, Variables.ORDER_NUMBER));
        String last = text(task, Variables.DECISION);
        int count = last == null ? 0 : Integer.parseInt(last.substring(caseNumber.length() + 1));
        task.setVariable(Variables.DECISION, caseNumber + "-" + (count + 1));
        task.setVariable(Variables.REMEDY, proposal.remedy());
        task.setVariable(
                Variables.PLAN_TEXT,
                AfterSales.plan(proposal.remedy(), text(task, Variables.COMPENSATION_KIND), (Number)
                        task.getVariable(Variables.AMOUNT)));
        proposal.goodsBack().ifPresent(back -> task.setVariable(Variables.GOODS_BACK, back));
        task.setVariable(Variables.PROPOSER, task.getAssignee());
        task.setVariable(Variables.PROPOSER_NAME, staff.signature(task.getAssignee()));
        task.setVariable(Variables.APPROVED_BY, null);
        task.setVariable(Variables.REFUND_REFUSED, null);
        if (Elements.CHECK.equals(task.getTaskDefinitionKey())) {
            Object earlier = task.getVariable(Variables.EARLIER_REPAIRS);
            task.setVariable(Variables.REPAIRS, earlier == null ? 0 : ((Number) earlier).intValue());
        }
    }

    private static String text(DelegateTask task, String variable) {
        return (String) task.getVariable(variable);
    }
}
