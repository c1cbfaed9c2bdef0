package io.aftercare.form;

import io.aftercare.platform.Refusal;
import io.aftercare.platform.TextScreen;
import java.util.List;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.task.Comment;

/**
 * A comment is kept as long as the case: it names the customer by number only, as what is written into a form does (P1). The
 * text is looked at here and no earlier, behind the guards that every command passes: who may not write costs no work.
 */
final class EngineCommentCommand extends AddCommentCmd {

    private final transient TextScreen screen;

    EngineCommentCommand(String taskId, String processInstanceId, String message, TextScreen screen) {
        super(taskId, processInstanceId, message);
        this.screen = screen;
    }

    @Override
    public Comment execute(CommandContext context) {
        if (message != null) {
            if (message.codePointCount(0, message.length()) > FormCheck.LONGEST) {
                String reason = "备注不能超过 " + FormCheck.LONGEST + " 个字";
                throw new Refusal(400, reason + "，请缩短后再提交。", List.of(new Refusal.Field("message", reason)));
            }
            AbstractVariableScope scope = taskId != null
                    ? context.getTaskManager().findTaskById(taskId)
                    : processInstanceId == null
                            ? null
                            : context.getExecutionManager().findExecutionById(processInstanceId);
            message = screen.screen(scope == null ? null : scope.getVariable("customerId"), message);
        }
        return super.execute(context);
    }
}
