package io.aftercare.platform;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cmd.CorrelateAllMessageCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.value.BytesValue;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * The engine's runtime service, which lets a signed-in person deliver only the messages that the configuration names, to one
 * case at a time, each with its own variables: any other would change what others have entered or approved. What a message
 * says in words loses its personal data before the engine keeps it (P1).
 */
final class GuardedRuntimeService extends RuntimeServiceImpl {

    private static final String CHECKED_BY_THE_PROCESS = "*";

    /** What a string variable of the engine can hold. */
    private static final int LONGEST = 4000;

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

        /**
         * A receipt is left alone: it takes what is said of the person to the customer tables itself. Length and right come
         * before the text is looked at, so that whoever is refused costs no work.
         */
        private void screen(CommandContext context) {
            List<String> written = messageName == null ? null : messages.get(messageName);
            if (written == null
                    || written.contains(CHECKED_BY_THE_PROCESS)
                    || payloadProcessInstanceVariables == null) {
                return;
            }
            limit();
            ExecutionEntity running = context.runWithoutAuthorization(() -> running(context));
            if (running != null) {
                // as the engine asks once more when it delivers the message
                for (CommandChecker checker :
                        context.getProcessEngineConfiguration().getCommandCheckers()) {
                    checker.checkCreateProcessInstance(running.getProcessDefinition());
                }
            }
            Object customer = running == null ? null : running.getVariable("customerId");
            for (String name : List.copyOf(payloadProcessInstanceVariables.keySet())) {
                if (payloadProcessInstanceVariables.get(name) instanceof String text) {
                    payloadProcessInstanceVariables.put(name, screen.screen(customer, text));
                }
            }
        }

        private void limit() {
            var findings = new Refusal.Findings();
            for (String name : payloadProcessInstanceVariables.keySet()) {
                TypedValue value = payloadProcessInstanceVariables.getValueTyped(name);
                if (value instanceof SerializableValue || value instanceof FileValue || value instanceof BytesValue) {
                    // what is no plain value is no text that could be looked at
                    findings.add(name, name + "应为文字、数字或日期");
                } else if (value != null
                        && value.getValue() instanceof String text
                        && text.codePointCount(0, text.length()) > LONGEST) {
                    findings.add(name, name + "不能超过 " + LONGEST + " 个字");
                }
            }
            findings.refuse("请更正后再提交");
        }

        /** The case that the message is for; null if it names none or one that is not running. */
        private ExecutionEntity running(CommandContext context) {
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
            return instance == null ? null : context.getExecutionManager().findExecutionById(instance);
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
