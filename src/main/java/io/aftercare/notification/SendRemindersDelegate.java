package io.aftercare.notification;

import io.aftercare.platform.ForModels;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${sendReminders}}, asynchronous before: delivers the messages to colleagues that this case has queued. If the
 * server does not take some, the others go out all the same and the engine tries again.
 */
@Component("sendReminders")
@ForModels("服务任务：发出为本个案排好的同事提醒")
class SendRemindersDelegate implements JavaDelegate {

    private final Notifications notifications;

    SendRemindersDelegate(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RuntimeException failure = null;
        for (UUID notice : notifications.waitingForStaff(execution.getProcessInstanceId())) {
            try {
                notifications.deliver(notice);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
