package io.aftercare.notification;

import io.aftercare.customer.Customers;
import io.aftercare.platform.Person;
import io.aftercare.platform.Staff;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends what no diagram asks for, such as a word to the supervisors about what somebody does on our pages: by a job of the engine of
 * its own, so that the page answers at once, a mail server that is down is asked again, and a message that never goes is an incident.
 */
@Component
public class EngineNoticeSender implements JobHandler<EngineNoticeSender.Which> {

    static final String TYPE = "aftercare-send-notice";

    private final Notifications notifications;
    private final Staff staff;
    // asked for late: the engine is built with this handler
    private final ObjectProvider<ProcessEngine> engine;

    EngineNoticeSender(Notifications notifications, Staff staff, ObjectProvider<ProcessEngine> engine) {
        this.notifications = notifications;
        this.staff = staff;
        this.engine = engine;
    }

    /** The message that a job sends. */
    record Which(UUID notice) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return notice.toString();
        }
    }

    /** Writes a message to each of a group, in the caller's transaction; see {@link Notifications#queueToStaff}. */
    @Transactional
    public void tellStaff(
            String group, Map<String, ?> facts, String caseNumber, String processInstanceId, String kind) {
        for (Person member : staff.members(group)) {
            send(notifications.queueToStaff(facts, caseNumber, processInstanceId, member.id(), kind));
        }
    }

    /** Writes a message to the address that was a customer's until now, in the caller's transaction. */
    @Transactional
    public void tellFormerAddress(
            Customers.Replaced replaced,
            Map<String, ?> facts,
            String caseNumber,
            String processInstanceId,
            String kind) {
        send(notifications.queueToFormerAddress(replaced, facts, caseNumber, processInstanceId, kind));
    }

    private void send(UUID notice) {
        var configuration = (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
        configuration.getCommandExecutorTxRequired().execute(context -> {
            MessageEntity job = new MessageEntity();
            job.setJobHandlerType(TYPE);
            job.setJobHandlerConfiguration(new Which(notice));
            // the executor asks by due date and sees no job without one
            job.setDuedate(ClockUtil.getCurrentTime());
            context.getJobManager().send(job);
            return null;
        });
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(Which which, ExecutionEntity execution, CommandContext context, String tenantId) {
        if (notifications.deliver(which.notice()) == Delivery.UNREACHABLE) {
            notifications.drop(which.notice());
        }
    }

    @Override
    public Which newConfiguration(String canonical) {
        return new Which(UUID.fromString(canonical));
    }

    @Override
    public void onDelete(Which which, JobEntity job) {
        // the message stays in the outbox as it is
    }
}
