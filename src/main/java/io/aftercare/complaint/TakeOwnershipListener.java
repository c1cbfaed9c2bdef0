package io.aftercare.complaint;

import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.complaint.ComplaintProcess.Variables;
import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Who registers a complaint owns it until it is closed (首问负责制, T3), and the 48 hours of C9 begin. */
@Component("takeOwnership")
class TakeOwnershipListener implements TaskListener {

    private final Casebook casebook;
    private final Clock clock;

    TakeOwnershipListener(Casebook casebook, Clock clock) {
        this.casebook = casebook;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariable(Variables.HANDLER, task.getAssignee());
        task.setVariable(Variables.REGISTERED_AT, Date.from(clock.instant()));
        casebook.recordContact(new ContactRecord(
                (String) task.getVariable(Variables.CASE_NUMBER),
                UUID.fromString((String) task.getVariable(Variables.CUSTOMER_ID)),
                null,
                (String) task.getVariable(Variables.CHANNEL),
                "投诉登记",
                (String) task.getVariable("demand"),
                "已登记并向客户复述确认",
                "按紧急程度首次响应",
                task.getAssignee()));
    }
}
