package io.aftercare.platform;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cmd.CorrelateAllMessageCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;

/**
 * The engine's runtime service, which lets a signed-in person deliver only the messages that the configuration names, to one
 * case at a time, each with its own variables: any other would change what others have entered or approved.
 */
final class GuardedRuntimeService extends RuntimeServiceImpl {

    private static final String CHECKED_BY_THE_PROCESS = "*";

    private final Map<String, List<String>> messages;

    /** @param messages names of the variables by message; {@code *} where the receiving process checks them itself */
    GuardedRuntimeService(Map<String, List<String>> messages) {
        this.messages = messages;
    }

    @Override
    public MessageCorrelationBuilder createMessageCorrelation(String messageName) {
        return new Correlation(commandExecutor, messageName);
    }

    /** Somebody signed in who is no administrator; jobs run without. */
    private static boolean isPerson(CommandContext context) {
        return context.getAuthenticatedUserId() != null
                && !context.getAuthorizationManager().isCamundaAdmin(context.getAuthentication());
    }

    private final class Correlation extends MessageCorrelationBuilderImpl {

        Correlation(CommandExecutor executor, String messageName) {
            super(executor, messageName);
        }

        /** Every way to correlate ends here; the command itself is executed as before, so that it is what is authorized. */
        @Override
        protected <T> T execute(Command<T> command) {
            commandExecutor.execute(context -> {
                if (isPerson(context)) {
                    check(command);
                }
                return null;
            });
            return super.execute(command);
        }

        private void check(Command<?> command) {
            List<String> allowed = messageName == null ? null : messages.get(messageName);
            if (allowed == null
                    || payloadProcessInstanceVariablesLocal != null
                    || payloadProcessInstanceVariablesToTriggeredScope != null) {
                throw new Refusal(403, "不能向流程发送这个消息，请在任务或个案页面办理。", List.of());
            }
            if (allowed.contains(CHECKED_BY_THE_PROCESS)) {
                return;
            }
            if (command instanceof CorrelateAllMessageCmd || businessKey == null && processInstanceId == null) {
                throw new Refusal(400, "一次只能给一件个案发送消息，请写明案号。", List.of());
            }
            var findings = new Refusal.Findings();
            if (payloadProcessInstanceVariables != null) {
                payloadProcessInstanceVariables.keySet().stream()
                        .filter(name -> !allowed.contains(name))
                        .forEach(name -> findings.add(name, "这里没有“" + name + "”这一项"));
            }
            findings.refuse("请更正后再提交");
        }
    }
}
