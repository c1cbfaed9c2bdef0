package io.aftercare.complaint;

import io.aftercare.complaint.ComplaintProcess.Variables;
import io.aftercare.deadline.EngineDeadlines;
import io.aftercare.platform.ForModels;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Works out what the customer is promised after the first response (C7): the steps ahead and by when. */
@Component("promiseTimes")
@ForModels("任务监听器：算出首次响应时告诉客户的各步时间")
class PromiseTimesListener implements TaskListener {

    private final EngineDeadlines deadlines;

    PromiseTimesListener(EngineDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public void notify(DelegateTask task) {
        var execution = task.getExecution();
        task.setVariable(
                Variables.PROMISED_TIMES,
                "核查原因：" + deadlines.wouldBeDue(execution, "verification", null) + " 前完成\n"
                        + "与您确认处理方案：" + deadlines.wouldBeDue(execution, "plan-answer", "first") + " 前\n"
                        + "方案执行：按方案中与您约定的时间，执行完成后 "
                        + deadlines.length(execution, "confirm-execution") + "内告知您\n"
                        + "办理期间：至少每 " + deadlines.length(execution, "progress") + "向您告知一次进展");
    }
}
