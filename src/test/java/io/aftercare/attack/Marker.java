package io.aftercare.attack;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.form.handler.DefaultTaskFormHandler;
import org.camunda.bpm.engine.variable.VariableMap;

/** What no model is to reach: whoever runs any of this leaves a mark. */
public final class Marker extends DefaultTaskFormHandler
        implements JavaDelegate, ExecutionListener, TaskListener, DelegateVariableMapping {

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    /** Where the id of an escape cannot be said: every object that is made. */
    static final String MADE = "made";

    public Marker() {
        SEEN.add(MADE);
    }

    /** @return a date, a text and a name all the same */
    public static String mark(String id) {
        SEEN.add(id);
        return "2999-01-01T00:00:00";
    }

    static boolean hasSeen(String id) {
        return SEEN.contains(id);
    }

    static void forget() {
        SEEN.clear();
    }

    @Override
    public void execute(DelegateExecution execution) {
        throw new BpmnError("made");
    }

    @Override
    public void notify(DelegateExecution execution) {
        // made is enough
    }

    @Override
    public void notify(DelegateTask task) {
        // made is enough
    }

    @Override
    public void mapInputVariables(DelegateExecution execution, VariableMap variables) {
        // made is enough
    }

    @Override
    public void mapOutputVariables(DelegateExecution execution, VariableScope instance) {
        // made is enough
    }
}
