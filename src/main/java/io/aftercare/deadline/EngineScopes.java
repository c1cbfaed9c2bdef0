package io.aftercare.deadline;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** What the listeners of this package need from inside the engine. */
final class EngineScopes {

    private EngineScopes() {}

    /** The process instance that is the case, of one that it called; inside an engine command only. */
    static String rootOf(String processInstanceId) {
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(processInstanceId);
        return instance == null ? processInstanceId : instance.getRootProcessInstanceId();
    }

    /** Sets variables that end with the sub-process around the current activity, and are seen in all of it. */
    static void setInSubProcess(DelegateExecution execution, Map<String, ?> variables) {
        ExecutionEntity here = (ExecutionEntity) execution;
        here.findExecutionForFlowScope(here.getActivity().getFlowScope()).setVariablesLocal(variables);
    }
}
