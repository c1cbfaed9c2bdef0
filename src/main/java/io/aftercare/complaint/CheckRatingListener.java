package io.aftercare.complaint;

import io.aftercare.casebook.CaseLabels;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Forms;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.form.FormCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Checks a rating that did not come through the agent's form by that form's rules (C13). */
@Component("checkRating")
class CheckRatingListener implements ExecutionListener {

    private final FormCheck forms;
    private final Casebook casebook;

    CheckRatingListener(FormCheck forms, Casebook casebook) {
        this.forms = forms;
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var rating = new LinkedHashMap<String, Object>();
        for (String name : List.of(Variables.SATISFACTION, Variables.FEEDBACK)) {
            if (execution.getVariable(name) != null) {
                rating.put(name, execution.getVariable(name));
            }
        }
        forms.check(Forms.SATISFACTION, rating, Map.of());
        // The task's own output mapping does not run when the message ends it.
        execution.setVariable(Variables.CALLBACK, "first");
        casebook.recordContact(new ContactRecord(
                execution.getProcessBusinessKey(),
                UUID.fromString((String) execution.getVariable(Variables.CUSTOMER_ID)),
                null,
                (String) execution.getVariable(Variables.CHANNEL),
                "满意度（客户自行评价）",
                (String) execution.getVariable(Variables.FEEDBACK),
                CaseLabels.satisfaction((String) rating.get(Variables.SATISFACTION)),
                null,
                null));
    }
}
