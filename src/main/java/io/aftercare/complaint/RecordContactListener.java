package io.aftercare.complaint;

import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Elements;
import io.aftercare.complaint.ComplaintProcess.Variables;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Writes the line of 客户沟通记录表 (P3) for a task in which somebody spoke with the customer, from what the form holds. */
@Component("recordContact")
class RecordContactListener implements TaskListener {

    /**
     * Which variables of a task make a contact record.
     *
     * @param subject 沟通事由
     * @param need variable that holds what the customer asked or said, or null
     * @param result variable that holds what was said or agreed
     */
    private record Source(String subject, String need, String result) {}

    private static final Map<String, Source> SOURCES = Map.of(
            Elements.FIRST_RESPONSE, new Source("首次响应", "demand", "responseNote"),
            Elements.EXPLAIN, new Source("误解说明", null, "explanation"),
            Elements.PLAN_ANSWER, new Source("方案确认", Variables.ANSWER_REASON, "answerNote"),
            Elements.CONFIRM_EXECUTION, new Source("告知执行结果", null, "executionSummary"),
            Elements.SATISFACTION, new Source("满意度回访", Variables.FEEDBACK, null),
            Elements.SECOND_CALLBACK, new Source("二次回访", "secondFeedback", null),
            Elements.MANAGER_TALK, new Source("经理协商", Variables.ANSWER_REASON, "negotiationNote"),
            Elements.MANAGER_CLOSING, new Source("经理回访说明", Variables.FEEDBACK, "closingNote"));

    private final Casebook casebook;

    RecordContactListener(Casebook casebook) {
        this.casebook = casebook;
    }

    @Override
    public void notify(DelegateTask task) {
        Source source = SOURCES.get(task.getTaskDefinitionKey());
        if (source == null) {
            throw new IllegalStateException("No contact record is defined for " + task.getTaskDefinitionKey());
        }
        if (Elements.CONFIRM_EXECUTION.equals(task.getTaskDefinitionKey())
                && !"ok".equals(task.getVariable("executionVerdict"))) {
            // the work went back; nobody told the customer anything
            return;
        }
        Object preferred = task.getVariable("preferredContact");
        casebook.recordContact(new ContactRecord(
                (String) task.getVariable(Variables.CASE_NUMBER),
                UUID.fromString((String) task.getVariable(Variables.CUSTOMER_ID)),
                null,
                preferred == null ? "phone" : preferred.toString(),
                source.subject(),
                text(task, source.need()),
                text(task, source.result()),
                null,
                task.getAssignee()));
    }

    private static String text(DelegateTask task, String variable) {
        Object value = variable == null ? null : task.getVariable(variable);
        return value == null ? null : value.toString();
    }
}
