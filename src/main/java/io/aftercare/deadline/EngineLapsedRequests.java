package io.aftercare.deadline;

import java.util.UUID;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;

/**
 * Takes back 审批延期 when the step that needed more time is done. A job of the engine, because the tree of executions is being
 * rebuilt at the moment in which a step ends.
 */
@Component
class EngineLapsedRequests implements JobHandler<EngineLapsedRequests.Request> {

    static final String TYPE = "aftercare-lapsed-request";

    /** Message that ends 审批延期. */
    private static final String LAPSED = "ExtensionLapsed";

    /** Which deadline of which process instance, as {@code instance/deadline}. */
    record Request(String processInstanceId, String deadline) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return processInstanceId + "/" + deadline;
        }
    }

    static void schedule(String processInstanceId, UUID deadline) {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setJobHandlerConfiguration(new Request(processInstanceId, deadline.toString()));
        job.setProcessInstanceId(processInstanceId);
        // the executor asks by due date and sees no job without one
        job.setDuedate(ClockUtil.getCurrentTime());
        Context.getCommandContext().getJobManager().send(job);
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public void execute(Request request, ExecutionEntity execution, CommandContext context, String tenantId) {
        context
                .getProcessEngineConfiguration()
                .getRuntimeService()
                .createEventSubscriptionQuery()
                .processInstanceId(request.processInstanceId())
                .eventName(LAPSED)
                .list()
                .stream()
                .map(EventSubscriptionEntity.class::cast)
                .filter(subscription -> request.deadline()
                        .equals(subscription.getExecution().getVariable(RequestExtensionListener.DEADLINE_ID)))
                .forEach(subscription -> subscription.eventReceived(null, false));
    }

    @Override
    public Request newConfiguration(String canonical) {
        String[] parts = canonical.split("/", 2);
        return new Request(parts[0], parts[1]);
    }

    @Override
    public void onDelete(Request request, JobEntity job) {
        // nothing to clear up
    }
}
