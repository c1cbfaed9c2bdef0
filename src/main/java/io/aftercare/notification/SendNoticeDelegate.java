package io.aftercare.notification;

import io.aftercare.platform.EngineJobs;
import io.aftercare.platform.EngineScopes;
import io.aftercare.platform.ForModels;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${sendNotice}}, asynchronous before, in the event sub-process 发送通知: delivers the message {@code noticeId}. A
 * failure is tried again as the model's retry cycle says. A customer who cannot be reached, at once or after the last
 * attempt, leaves by the BPMN error {@code CustomerNotReached}, with {@code noticeSubject} and {@code noticeText} for the
 * call. A message to a colleague ends as an incident instead.
 */
@Component("sendNotice")
@ForModels("服务任务：发出一条已写好的通知（noticeId），送不到时走错误 CustomerNotReached")
class SendNoticeDelegate implements JavaDelegate {

    static final String NOT_REACHED = "CustomerNotReached";

    private final Notifications notifications;

    SendNoticeDelegate(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID notice = UUID.fromString((String) execution.getVariable(EngineNotices.NOTICE_ID));
        try {
            if (notifications.deliver(notice) == Delivery.UNREACHABLE) {
                call(execution, notice);
            }
        } catch (DeliveryFailed e) {
            if (!EngineJobs.isLastAttempt() || notifications.isForStaff(notice)) {
                throw e;
            }
            call(execution, notice);
        }
    }

    private void call(DelegateExecution execution, UUID notice) {
        Notifications.ToTell tell = notifications.giveUp(notice);
        Map<String, Object> ofThisCall =
                new HashMap<>(Map.of("noticeSubject", tell.subject(), "noticeText", tell.text()));
        ofThisCall.put(
                "callResult", null); // otherwise another call of the case would begin with what was said in this one
        ofThisCall.put("callNote", null);
        EngineScopes.setInSubProcess(execution, ofThisCall);
        throw new BpmnError(NOT_REACHED, "邮件未送达，请致电客户");
    }
}
