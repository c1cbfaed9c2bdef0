package io.aftercare.form;

import java.util.Collection;
import java.util.Map;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.Comment;
import org.camunda.bpm.engine.variable.VariableMap;

/** The engine's task service with the forms' rules in front of it. */
final class EngineTaskService extends TaskServiceImpl {

    private final EngineTaskForms forms;

    EngineTaskService(EngineTaskForms forms) {
        this.forms = forms;
    }

    @Override
    public void complete(String taskId) {
        complete(taskId, null);
    }

    @Override
    public void complete(String taskId, Map<String, Object> variables) {
        forms.submit(commandExecutor, taskId, variables, checked -> {
            super.complete(taskId, checked);
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(
            String taskId, Map<String, Object> variables, boolean deserializeValues) {
        return forms.submit(
                commandExecutor,
                taskId,
                variables,
                checked -> super.completeWithVariablesInReturn(taskId, checked, deserializeValues));
    }

    /** Without variables a delegated task goes back to its owner, who submits the form; with variables it is submitted. */
    @Override
    public void resolveTask(String taskId, Map<String, Object> variables) {
        if (variables == null || variables.isEmpty()) {
            super.resolveTask(taskId);
        } else {
            forms.submit(commandExecutor, taskId, variables, checked -> {
                super.resolveTask(taskId, checked);
                return null;
            });
        }
    }

    @Override
    public Comment createComment(String taskId, String processInstance, String message) {
        return commandExecutor.execute(forms.comment(taskId, processInstance, message));
    }

    @Override
    public void setVariable(String taskId, String variableName, Object value) {
        direct(taskId, () -> super.setVariable(taskId, variableName, value));
    }

    @Override
    public void setVariableLocal(String taskId, String variableName, Object value) {
        direct(taskId, () -> super.setVariableLocal(taskId, variableName, value));
    }

    @Override
    public void setVariables(String taskId, Map<String, ? extends Object> variables) {
        direct(taskId, () -> super.setVariables(taskId, variables));
    }

    @Override
    public void setVariablesLocal(String taskId, Map<String, ? extends Object> variables) {
        direct(taskId, () -> super.setVariablesLocal(taskId, variables));
    }

    @Override
    public void updateVariables(
            String taskId, Map<String, ? extends Object> modifications, Collection<String> deletions) {
        direct(taskId, () -> super.updateVariables(taskId, modifications, deletions));
    }

    @Override
    public void updateVariablesLocal(
            String taskId, Map<String, ? extends Object> modifications, Collection<String> deletions) {
        direct(taskId, () -> super.updateVariablesLocal(taskId, modifications, deletions));
    }

    @Override
    public void removeVariable(String taskId, String variableName) {
        direct(taskId, () -> super.removeVariable(taskId, variableName));
    }

    @Override
    public void removeVariableLocal(String taskId, String variableName) {
        direct(taskId, () -> super.removeVariableLocal(taskId, variableName));
    }

    @Override
    public void removeVariables(String taskId, Collection<String> variableNames) {
        direct(taskId, () -> super.removeVariables(taskId, variableNames));
    }

    @Override
    public void removeVariablesLocal(String taskId, Collection<String> variableNames) {
        direct(taskId, () -> super.removeVariablesLocal(taskId, variableNames));
    }

    private void direct(String taskId, Runnable action) {
        forms.direct(commandExecutor, taskId, () -> {
            action.run();
            return null;
        });
    }
}
