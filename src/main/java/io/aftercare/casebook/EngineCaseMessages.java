package io.aftercare.casebook;

import io.aftercare.platform.AsProgram;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Messages that open a case or reach one from outside its tasks, whatever its process. */
@Component
public class EngineCaseMessages {

    private final RuntimeService runtime;
    private final IdentityService identity;

    EngineCaseMessages(RuntimeService runtime, IdentityService identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    /**
     * Opens a case.
     *
     * @param receipt inputs of the process's start form
     * @param known what else is known, which the form's rules for a receipt know nothing of: {@link EngineReception} takes it, so that
     *     the first message to the customer knows it too; set again after the start, because a task that begins clears its choices
     * @return its number
     * @throws Refusal naming every input that is wrong
     */
    public String open(String message, Map<String, Object> receipt, Map<String, Object> known) {
        MessageCorrelationBuilder opening =
                runtime.createMessageCorrelation(message).setVariables(receipt);
        if (known.isEmpty()) {
            return opening.correlateStartMessage().getBusinessKey();
        }
        ProcessInstance started = opening.setVariable(EngineReception.KNOWN, Variables.objectValue(known, true))
                .correlateStartMessage();
        runtime.setVariables(started.getId(), known);
        return started.getBusinessKey();
    }

    /** @throws Refusal 409 with {@code refusal} if the case does not wait for the message */
    public void deliver(String message, String caseNumber, Map<String, Object> variables, String refusal) {
        try {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(caseNumber)
                    .setVariables(variables)
                    .correlate();
        } catch (MismatchingMessageCorrelationException e) {
            throw new Refusal(409, refusal, List.of());
        }
    }

    /** One case tells another, whoever happens to be signed in; one that does not wait any more is left alone. */
    public void tell(String message, String caseNumber, Map<String, Object> variables) {
        AsProgram.call(identity, () -> {
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(caseNumber)
                    .setVariables(variables)
                    .correlateAll();
            return null;
        });
    }
}
