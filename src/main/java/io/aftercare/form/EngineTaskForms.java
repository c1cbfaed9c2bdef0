package io.aftercare.form;

import io.aftercare.platform.Refusal;
import io.aftercare.platform.TextScreen;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** Holds what is done with a task against the task's form, in the command that does it. */
final class EngineTaskForms {

    private final EngineForms forms;
    private final FormCheck check;
    private final TextScreen screen;
    private final CustomerWording wording;

    EngineTaskForms(EngineForms forms, FormCheck check, TextScreen screen, CustomerWording wording) {
        this.wording = wording;
        this.forms = forms;
        this.check = check;
        this.screen = screen;
    }

    /** Something the engine does with a submission. */
    interface Submission<T> {
        T with(Map<String, Object> variables);
    }

    /** Hands the checked variables on; what a task without a form gets is handed on as it is. */
    <T> T submit(CommandExecutor executor, String taskId, Map<String, Object> variables, Submission<T> submission) {
        return executor.execute(context -> {
            TaskEntity task = task(context, taskId);
            if (task == null) {
                return submission.with(variables);
            }
            // who may not work on the task learns nothing of its form or values
            for (CommandChecker checker :
                    context.getProcessEngineConfiguration().getCommandCheckers()) {
                checker.checkTaskWork(task);
            }
            Form form = forms.form(context, task);
            if (form == null) {
                return submission.with(variables);
            }
            Map<String, Object> accepted = check.check(
                    form, variables == null ? Map.of() : variables, name -> EngineValues.plain(known(task, name)));
            checkWording(form, accepted);
            screen(form, accepted, task.getVariable("customerId"));
            return submission.with(EngineValues.typed(accepted));
        });
    }

    private void checkWording(Form form, Map<String, Object> accepted) {
        var findings = new Refusal.Findings();
        accepted.forEach((key, value) -> {
            Input input = form.inputs().get(key);
            if (input.customerReads() && value instanceof String text) {
                wording.objections(text).forEach(objection -> findings.add(key, input.label() + "：" + objection));
            }
        });
        findings.refuse("请更正后再提交");
    }

    private void screen(Form form, Map<String, Object> accepted, Object customerId) {
        accepted.replaceAll((key, value) ->
                value instanceof String text && isWritten(form.inputs().get(key))
                        ? screen.screen(customerId, text)
                        : value);
    }

    private static boolean isWritten(Input input) {
        return input.kind() == Input.Kind.LINE || input.kind() == Input.Kind.TEXT;
    }

    private static Object known(TaskEntity task, String name) {
        return task.getVariableTyped(name, false);
    }

    /**
     * A signed-in person sets variables of a task with a form only by submitting the form: anything else would get past
     * its rules, or change what others have approved since. Our own code, which runs without a signed-in person or in the
     * process, is not asked.
     */
    <T> T direct(CommandExecutor executor, String taskId, Supplier<T> action) {
        return executor.execute(context -> {
            TaskEntity task = context.getAuthenticatedUserId() == null ? null : task(context, taskId);
            if (task != null && forms.form(context, task) != null) {
                throw new Refusal(403, "办理内容请在任务表单里填写并提交，不能单独修改变量。", List.of());
            }
            return action.get();
        });
    }

    /** What is written about a case outside of a form. */
    EngineCommentCommand comment(String taskId, String processInstanceId, String text) {
        return new EngineCommentCommand(taskId, processInstanceId, text, screen);
    }

    private static TaskEntity task(CommandContext context, String taskId) {
        return taskId == null ? null : context.getTaskManager().findTaskById(taskId);
    }
}
