package io.aftercare.platform;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cmd.CorrelateAllMessageCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/**
 * The engine's runtime service, which lets a signed-in person deliver only the messages that the configuration names, to one
 * case at a time, each with its own variables: any other would change what others have entered or approved. What a message
 * says in words loses its personal data before the engine keeps it (P1).
 */
final class GuardedRuntimeService extends RuntimeServiceImpl {

    private static final String CHECKED_BY_THE_PROCESS = "*";

    private final Map<String, List<String>> messages;
    private final TextScreen screen;

    /** @param messages names of the variables by message; {@code *} where the receiving process checks them itself */
    GuardedRuntimeService(Map<String, List<String>> messages, TextScreen screen) {
        this.messages = messages;
        this.screen = screen;
    }

    @Override
    public MessageCorrelationBuilder createMessageCorrelation(String messageName) {
        return new Correlation(commandExecutor, messageName);
    }

    private final class Correlation extends MessageCorrelationBuilderImpl {

        Correlation(CommandExecutor executor, String messageName) {
            super(executor, messageName);
        }

        /** Every way to correlate ends here; the command itself is executed as before, so that it is what is authorized. */
        @Override
        protected <T> T execute(Command<T> command) {
            commandExecutor.execute(context -> {
                if (AccessChecker.isPerson(context)) {
                    check(command);
                }
                screen(context);
                return null;
            });
            return super.execute(command);
        }

        /** A receipt is left alone: it takes what is said of the person to the customer tables itself. */
        private void screen(CommandContext context) {
            List<String> written = messageName == null ? null : messages.get(messageName);
            if (written == null
                    || written.contains(CHECKED_BY_THE_PROCESS)
                    || payloadProcessInstanceVariables == null) {
                return;
            }
            Object customer = context.runWithoutAuthorization(() -> customer(context));
            for (String name : List.copyOf(payloadProcessInstanceVariables.keySet())) {
                if (payloadProcessInstanceVariables.get(name) instanceof String text) {
                    payloadProcessInstanceVariables.put(name, screen.screen(customer, text));
                }
            }
        }

        /** The customer of the case that the message is for; null if it names no case or one that is not running. */
        private Object customer(CommandContext context) {
            String instance = processInstanceId != null || businessKey == null
                    ? processInstanceId
                    : createProcessInstanceQuery()
                            .processInstanceBusinessKey(businessKey)
                            .rootProcessInstances()
                            .list()
                            .stream()
                            .findFirst()
                            .map(ProcessInstance::getId)
                            .orElse(null);
            ExecutionEntity running =
                    instance == null ? null : context.getExecutionManager().findExecutionById(instance);
            return running == null ? null : running.getVariable("customerId");
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
                throw new Refusal(400, "一次只能给一件个案发送消息，请写明个案编号。", List.of());
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
