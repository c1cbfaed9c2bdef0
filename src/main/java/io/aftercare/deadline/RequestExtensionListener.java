package io.aftercare.deadline;

import io.aftercare.calendar.Span;
import io.aftercare.platform.EngineScopes;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Staff;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * {@code ${requestExtension}}, on the start event of 延期申请: notes the request in the ledger and puts what the approver has to
 * know beside it. Whoever asks is the {@code proposer} here, whom the four-eyes rule keeps from approving.
 */
@Component("requestExtension")
@ForModels("执行监听器：登记延期申请")
class RequestExtensionListener implements ExecutionListener {

    static final String MESSAGE = "ExtensionRequested";
    static final String DEADLINE_ID = "deadlineId";
    static final String SPAN = "extensionSpan";
    static final String REASON = "extensionReason";
    static final String BY = "proposer";

    private final Deadlines deadlines;
    private final DeadlineLedger ledger;
    private final EngineDeadlines spoken;
    private final Staff staff;

    RequestExtensionListener(Deadlines deadlines, DeadlineLedger ledger, EngineDeadlines spoken, Staff staff) {
        this.deadlines = deadlines;
        this.ledger = ledger;
        this.spoken = spoken;
        this.staff = staff;
    }

    @Override
    public void notify(DelegateExecution execution) {
        UUID id = UUID.fromString((String) execution.getVariable(DEADLINE_ID));
        Span longer = Span.parse((String) execution.getVariable(SPAN));
        DeadlineOccurrence deadline = ledger.of(execution.getProcessBusinessKey()).stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow();
        Instant due = deadlines.askForExtension(
                id, longer, (String) execution.getVariable(BY), (String) execution.getVariable(REASON));
        EngineScopes.setInSubProcess(
                execution,
                Map.of(
                        "proposerName", staff.signature((String) execution.getVariable(BY)),
                        "deadlineName", deadline.label(),
                        "deadlineTold", deadline.told(),
                        "oldDueText", spoken.spoken(deadline.dueAt()),
                        "dueText", spoken.spoken(due),
                        "extensionLength", longer.spoken(deadlines.calendar(deadline))));
    }
}
