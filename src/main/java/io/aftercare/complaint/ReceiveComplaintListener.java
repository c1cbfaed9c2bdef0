package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Forms;
import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.complaint.Complaints.Receipt;
import io.aftercare.complaint.Complaints.Received;
import io.aftercare.customer.PersonalVariables;
import io.aftercare.form.FormCheck;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.stereotype.Component;

/**
 * Receives a complaint as its process starts, whichever way it starts: start form, REST or message. What was said of the
 * person leaves the process here, before anything is written.
 */
@Component("receiveComplaint")
class ReceiveComplaintListener implements ExecutionListener {

    private final Complaints complaints;
    private final FormCheck forms;

    ReceiveComplaintListener(Complaints complaints, FormCheck forms) {
        this.complaints = complaints;
        this.forms = forms;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Map<String, Object> submitted = execution.getVariables();
        Map<String, Object> said = forms.check(Forms.RECEIVE, submitted, Map.of());
        Received received = complaints.receive(new Receipt(
                text(said, Variables.CHANNEL),
                text(said, Variables.RECEIVED_AT) == null
                        ? null
                        : OffsetDateTime.parse(text(said, Variables.RECEIVED_AT))
                                .toInstant(),
                text(said, Variables.CUSTOMER_ID),
                text(said, PersonalVariables.NAME),
                text(said, PersonalVariables.PHONE),
                text(said, PersonalVariables.EMAIL),
                text(said, PersonalVariables.ADDRESS),
                text(said, Variables.ORDER_NUMBER),
                text(said, Variables.PRODUCT),
                text(said, PersonalVariables.DESCRIPTION),
                Context.getCommandContext().getAuthenticatedUserId()));
        execution.setProcessBusinessKey(received.caseNumber());
        execution.removeVariables(PersonalVariables.NAMES);
        execution.setVariable(Variables.CASE_NUMBER, received.caseNumber());
        execution.setVariable(Variables.CHANNEL, said.get(Variables.CHANNEL));
        execution.setVariable(Variables.CUSTOMER_ID, received.customer().id().toString());
        execution.setVariable(Variables.CUSTOMER_LABEL, received.customer().label());
        execution.setVariable(Variables.CUSTOMER_TIER, received.customer().tier());
        execution.setVariable(Variables.RECEIVED_AT, Date.from(received.receivedAt()));
        execution.setVariable(Variables.RECEIVED_TEXT, received.receivedText());
        execution.setVariable(Variables.ORDER_NUMBER, received.orderNumber());
        execution.setVariable(Variables.PRODUCT, received.product());
        execution.setVariable(Variables.SUMMARY, received.summary());
        // until the urgency is known
        execution.setVariable(Variables.PRIORITY, 50);
        execution.setVariable(Variables.LEVEL, 1);
        execution.setVariable(Variables.REOPENINGS, 0);
        execution.setVariable(Variables.REFUSALS, 0);
        execution.setVariable(Variables.CLOSED, false);
    }

    private static String text(Map<String, Object> said, String name) {
        Object value = said.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }
}
