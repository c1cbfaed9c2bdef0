package io.aftercare.platform;

import java.util.List;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.AuthorizationQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AddCommentCmd;
import org.camunda.bpm.engine.impl.cmd.CreateAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteAttachmentCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAttachmentCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Comments and attachments are the only writes that the engine lets every logged-in person make. Here they are for those
 * who work on tasks, so that auditors change nothing, and what has been attached is removed or renamed by administrators
 * only.
 */
class NoteGuard extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        boolean adds = command instanceof AddCommentCmd || command instanceof CreateAttachmentCmd;
        boolean alters = command instanceof DeleteAttachmentCmd || command instanceof SaveAttachmentCmd;
        if (adds || alters) {
            check(Context.getCommandContext(), alters);
        }
        return next.execute(command);
    }

    private static void check(CommandContext context, boolean alters) {
        Authentication login = context.getAuthentication();
        if (login == null || login.getUserId() == null) {
            return; // the product itself
        }
        List<String> groups = login.getGroupIds() == null ? List.of() : login.getGroupIds();
        if (groups.contains(Groups.CAMUNDA_ADMIN)) {
            return;
        }
        if (alters || groups.isEmpty() || !worksOnTasks(context, groups)) {
            throw new Refusal(403, alters ? "附件不能删除或修改。" : "您不能在这里填写备注或上传附件。", List.of());
        }
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
