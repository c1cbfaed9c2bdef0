package io.aftercare.specialrequest;

import io.aftercare.specialrequest.SpecialRequestProcess.Elements;
import io.aftercare.specialrequest.SpecialRequestProcess.Variables;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Notes who asks for an exception, or for its alternative, so that somebody else decides (E1, C10). */
@Component("recordSpecialProposal")
class RecordSpecialProposalListener implements TaskListener {

    @Override
    public void notify(DelegateTask task) {
        boolean alternative = Elements.OFFER_ALTERNATIVE.equals(task.getTaskDefinitionKey());
        task.setVariable(Variables.SPECIAL_DECISION, "refused");
        task.setVariable(Variables.PROPOSER, task.getAssignee());
        task.setVariable(Variables.IS_ALTERNATIVE, alternative);
        if (alternative && "yes".equals(task.getVariable(Variables.ALTERNATIVE_ACCEPTED))) {
            Object amount = task.getVariable(Variables.ALTERNATIVE_AMOUNT);
            task.setVariable(Variables.REQUESTED_MEASURE, task.getVariable(Variables.ALTERNATIVE_MEASURE));
            task.setVariable(Variables.REQUESTED_AMOUNT, amount == null ? 0.0 : amount);
        }
    }
}
