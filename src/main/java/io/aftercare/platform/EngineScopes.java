package io.aftercare.platform;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/** Where an activity stands, as listeners and delegates need it and the engine's own interface does not tell them. */
public final class EngineScopes {

    private EngineScopes() {}

    /** The process instance that is the case, of one that it called; inside an engine command only. */
    public static String rootOf(String processInstanceId) {
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(processInstanceId);
        return instance == null ? processInstanceId : instance.getRootProcessInstanceId();
    }

    /** Sets variables that end with the sub-process around the current activity, and are seen in all of it. */
    public static void setInSubProcess(DelegateExecution execution, Map<String, ?> variables) {
        ExecutionEntity here = (ExecutionEntity) execution;
        here.findExecutionForFlowScope(here.getActivity().getFlowScope()).setVariablesLocal(variables);
    }
}
