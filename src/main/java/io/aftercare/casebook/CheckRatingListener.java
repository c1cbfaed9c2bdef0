package io.aftercare.casebook;

import io.aftercare.form.FormCheck;
import io.aftercare.platform.ForModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;

/**
 * {@code ${checkRating}} at the message event of a task: a rating that did not come through the agent's form is checked by
 * that form's rules (C13, A8), which are those of the task that the event ends, and kept as a contact (P3).
 */
@Component("checkRating")
@ForModels("执行监听器：检查客户的满意度评价")
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
        for (String name : List.of(CaseVariables.SATISFACTION, CaseVariables.FEEDBACK)) {
            if (execution.getVariable(name) != null) {
                rating.put(name, execution.getVariable(name));
            }
        }
        forms.check(form(execution), rating, Map.of());
        casebook.recordContact(new ContactRecord(
                execution.getProcessBusinessKey(),
                UUID.fromString((String) execution.getVariable(CaseVariables.CUSTOMER_ID)),
                null,
                "self",
                "满意度（客户自行评价）",
                (String) execution.getVariable(CaseVariables.FEEDBACK),
                CaseLabels.satisfaction((String) rating.get(CaseVariables.SATISFACTION)),
                null,
                null));
    }

    private static String form(DelegateExecution execution) {
        BoundaryEvent event = (BoundaryEvent) execution.getBpmnModelElementInstance();
        return ((UserTask) event.getAttachedTo()).getCamundaFormRef();
    }
}
