package io.aftercare.form;

import java.util.Map;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's form service, which Tasklist submits to, with the forms' rules in front of it. */
final class EngineFormService extends FormServiceImpl {

    private final EngineTaskForms forms;

    EngineFormService(EngineTaskForms forms) {
        this.forms = forms;
    }

    @Override
    public void submitTaskForm(String taskId, Map<String, Object> properties) {
        forms.submit(commandExecutor, taskId, properties, checked -> {
            super.submitTaskForm(taskId, checked);
            return null;
        });
    }

    @Override
    public VariableMap submitTaskFormWithVariablesInReturn(
            String taskId, Map<String, Object> properties, boolean deserializeValues) {
        return forms.submit(
                commandExecutor,
                taskId,
                properties,
                checked -> super.submitTaskFormWithVariablesInReturn(taskId, checked, deserializeValues));
    }
}
