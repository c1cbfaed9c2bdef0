package io.aftercare.notification;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;

/** What the delegates of this package need from inside the engine. */
final class EngineNotices {

    /** Message that starts the event sub-process 发送通知. */
    static final String QUEUED = "NoticeQueued";

    /** Local variable of that sub-process. */
    static final String NOTICE_ID = "noticeId";

    private EngineNotices() {}

    /**
     * Starts the event sub-process that sends a message: of this process instance or, where it has none, of the one that called
     * it, so that a called process ends without waiting for a mail server.
     *
     * <p>Not by {@code correlate()}: that asks the database, which knows nothing yet of a process instance that starts in
     * this very transaction. And not with the engine's variables for the triggered scope: the process instance keeps them
     * in one place until the scope is made, which a delegate does not live to see, so that the second of two messages in
     * one transaction would overwrite the first. The branch itself is made at once, and takes the variable.
     */
    static void startSending(DelegateExecution execution, UUID noticeId) {
        EventSubscriptionEntity subscription =
                subscription(execution).orElseThrow(() -> unsent((ExecutionEntity) execution));
        ExecutionEntity instance = subscription.getExecution();
        ScopeImpl subProcess = subscription.getActivity().getFlowScope();
        Set<ExecutionEntity> before = Set.copyOf(instance.getExecutions());
        subscription.eventReceived(null, false);
        instance.getExecutions().stream()
                .filter(branch -> !before.contains(branch) && isWithin(branch, subProcess))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The event sub-process of " + QUEUED + " did not start"))
                .setVariableLocal(NOTICE_ID, noticeId.toString());
    }

    /** A delegate finds the branch at the sub-process; a job that is in no execution, already waiting before the sending. */
    private static boolean isWithin(ExecutionEntity branch, ScopeImpl subProcess) {
        for (ScopeImpl at = branch.getActivity(); at != null; at = at.getFlowScope()) {
            if (at == subProcess) {
                return true;
            }
        }
        return branch.getActivity() == null
                && branch.getExecutions().stream().anyMatch(child -> isWithin(child, subProcess));
    }

    /** Whether {@link #startSending} finds who sends. */
    static boolean sends(ExecutionEntity instance) {
        return instance != null && subscription(instance).isPresent();
    }

    /** The process instance whose event sub-process sends what this execution queues. */
    static String sender(DelegateExecution execution) {
        return subscription(execution)
                .map(EventSubscriptionEntity::getProcessInstanceId)
                .orElseGet(execution::getProcessInstanceId);
    }

    private static RuntimeException unsent(ExecutionEntity execution) {
        for (ExecutionEntity caller = execution; caller != null; caller = caller.getSuperExecution()) {
            caller = caller.getProcessInstance();
            if (EventSubscriptionDeclaration.getDeclarationsForScope(caller.getProcessDefinition()).values().stream()
                    .anyMatch(
                            declared -> declared.hasEventName() && QUEUED.equals(declared.getUnresolvedEventName()))) {
                return new OptimisticLockingException("Case " + caller.getBusinessKey() + " ended in this moment");
            }
        }
        return new IllegalStateException("Process " + execution.getProcessDefinitionId()
                + " has no event sub-process that starts with the message " + QUEUED);
    }

    private static Optional<EventSubscriptionEntity> subscription(DelegateExecution execution) {
        return subscription(((ExecutionEntity) execution).getProcessInstance());
    }

    private static Optional<EventSubscriptionEntity> subscription(ExecutionEntity instance) {
        Optional<EventSubscriptionEntity> found = instance.getEventSubscriptions().stream()
                .filter(s -> s.isSubscriptionForEventType(EventType.MESSAGE) && QUEUED.equals(s.getEventName()))
                .findFirst();
        ExecutionEntity caller = instance.getSuperExecution();
        return found.isPresent() || caller == null ? found : subscription(caller.getProcessInstance());
    }
}
