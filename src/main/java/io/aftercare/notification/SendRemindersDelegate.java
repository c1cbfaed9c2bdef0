package io.aftercare.notification;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${sendReminders}}, asynchronous before: delivers the messages to colleagues that this case has queued. If the
 * server does not take some, the others go out all the same and the engine tries again.
 */
@Component("sendReminders")
class SendRemindersDelegate implements JavaDelegate {

    private final Notifications notifications;

    SendRemindersDelegate(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DeliveryFailed failure = null;
        for (UUID notice : notifications.waitingForStaff(execution.getProcessInstanceId())) {
            try {
                notifications.deliver(notice);
            } catch (DeliveryFailed e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
