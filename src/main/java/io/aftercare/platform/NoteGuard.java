package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AuthorizationQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCommentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteTaskCommentCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.UpdateCommentCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Comments and attachments are the only writes that the engine lets every logged-in person make. Here comments are for those
 * who work on tasks, so that auditors change nothing, and stay as they were written. Attachments nobody adds: a photo or
 * document of a case is evidence, which has rules of its own. Administrators are not asked.
 */
class NoteGuard extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof AddCommentCmd) {
            check("您不能在这里填写备注。", true);
        } else if (command instanceof CreateAttachmentCmd) {
            check("照片和文件请在个案页面作为证据上传。", false);
        } else if (command instanceof UpdateCommentCmd
                || command instanceof DeleteTaskCommentCmd
                || command instanceof DeleteProcessInstanceCommentCmd
                || command instanceof DeleteAttachmentCmd
                || command instanceof SaveAttachmentCmd) {
            check("备注和附件不能删除或修改。", false);
        }
        return next.execute(command);
    }

    private static void check(String refusal, boolean forWorkers) {
        CommandContext context = Context.getCommandContext();
        Authentication login = context.getAuthentication();
        if (login == null || login.getUserId() == null) {
            return; // the product itself
        }
        List<String> groups = login.getGroupIds() == null ? List.of() : login.getGroupIds();
        if (groups.contains(Groups.CAMUNDA_ADMIN) || forWorkers && !groups.isEmpty() && worksOnTasks(context, groups)) {
            return;
        }
        throw new Refusal(403, refusal, List.of());
    }

    private static boolean worksOnTasks(CommandContext context, List<String> groups) {
        return context.runWithoutAuthorization(() -> new AuthorizationQueryImpl()
                        .groupIdIn(groups.toArray(String[]::new))
                        .resourceType(Resources.PROCESS_DEFINITION)
                        .hasPermission(ProcessDefinitionPermissions.TASK_WORK)
                        .count()
                > 0);
    }
}
