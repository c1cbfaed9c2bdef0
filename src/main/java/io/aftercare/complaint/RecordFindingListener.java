package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.complaint.Complaints.Finding;
import io.aftercare.platform.ForModels;
import java.time.Clock;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what a department found (C8). */
@Component("recordFinding")
@ForModels("任务监听器：记下部门的核查结果")
class RecordFindingListener implements TaskListener {

    private final Complaints complaints;
    private final Clock clock;

    RecordFindingListener(Complaints complaints, Clock clock) {
        this.complaints = complaints;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        complaints.keepFinding(
                (String) task.getVariable(Variables.CASE_NUMBER),
                UUID.fromString((String) task.getVariable(Variables.CUSTOMER_ID)),
                ((Number) task.getVariable(Variables.LEVEL)).intValue(),
                new Finding(
                        (String) task.getVariable(Variables.DEPARTMENT),
                        task.getAssignee(),
                        clock.instant(),
                        (String) task.getVariable("responsible"),
                        (String) task.getVariable("finding"),
                        (String) task.getVariable("findingCause"),
                        (String) task.getVariable("suggestion")));
    }
}
