package io.aftercare.notification;

import io.aftercare.platform.ForModels;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** {@code ${recordCustomerCall}}, on completion of the task 电话通知客户: notes who called, and the result. */
@Component("recordCustomerCall")
@ForModels("任务监听器：电话通知客户完成后，记下谁打的、结果如何")
class RecordCustomerCallListener implements TaskListener {

    private final Notifications notifications;

    RecordCustomerCallListener(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void notify(DelegateTask task) {
        Authentication who =
                task.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
        notifications.recordCall(
                UUID.fromString((String) task.getVariable(EngineNotices.NOTICE_ID)),
                who == null ? task.getAssignee() : who.getUserId(),
                (String) task.getVariable("callResult"),
                (String) task.getVariable("callNote"));
    }
}
