package io.aftercare.notification;

import io.aftercare.platform.ForModels;
import io.aftercare.platform.Person;
import io.aftercare.platform.Staff;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${notifyStaff}} with the input parameters {@code notice} and {@code group}: writes the message to each of a group and has the
 * event sub-process 发送通知 send them.
 */
@Component("notifyStaff")
@ForModels("服务任务：给一个组的每位同事发通知，输入参数 notice（通知）和 group（组）")
class NotifyStaffDelegate implements JavaDelegate {

    private final Notifications notifications;
    private final Staff staff;

    NotifyStaffDelegate(Notifications notifications, Staff staff) {
        this.notifications = notifications;
        this.staff = staff;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Map<String, Object> facts = new HashMap<>();
        for (String name : Notifications.factNames()) {
            facts.put(name, execution.getVariable(name));
        }
        for (Person member : staff.members((String) execution.getVariableLocal("group"))) {
            EngineNotices.startSending(
                    execution,
                    notifications.queueToStaff(
                            facts,
                            execution.getProcessBusinessKey(),
                            execution.getProcessInstanceId(),
                            member.id(),
                            (String) execution.getVariableLocal("notice")));
        }
    }
}
