package io.aftercare.notification;

import io.aftercare.platform.ForModels;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${notifyCustomer}} with the input parameter {@code notice}: writes the message and has the event sub-process
 * 发送通知 send it. Needs the variables {@code customerId} and, for the words, those in {@link Notifications#factNames()}.
 */
@Component("notifyCustomer")
@ForModels("服务任务：给客户写一条通知并交给“发送通知”，输入参数 notice（通知）")
class NotifyCustomerDelegate implements JavaDelegate {

    private final Notifications notifications;

    NotifyCustomerDelegate(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID notice = notifications.queueToCustomer(
                facts(execution),
                execution.getProcessBusinessKey(),
                EngineNotices.sender(execution),
                UUID.fromString((String) execution.getVariable("customerId")),
                (String) execution.getVariableLocal("notice"));
        EngineNotices.startSending(execution, notice);
    }

    private static Map<String, Object> facts(DelegateExecution execution) {
        Map<String, Object> facts = new HashMap<>();
        for (String name : Notifications.factNames()) {
            facts.put(name, execution.getVariable(name));
        }
        return facts;
    }
}
