package io.aftercare.casebook;

import io.aftercare.casebook.CaseOpener.Opening;
import io.aftercare.customer.Customers;
import io.aftercare.platform.AsProgram;
import io.aftercare.platform.ForModels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code ${handOver}} with the input parameter {@code target}, the process key of the case to open, e.g. {@code complaint}
 * (A8, Q6). {@code handOverVariables} names, comma separated, what else goes along; variables that have no value do not. The
 * new case's number is the local variable {@code openedCase}, for an output parameter; the two cases are linked.
 */
@Component("handOver")
@ForModels("服务任务：开立另一类个案并关联，输入参数 target（流程编号）")
class HandOverDelegate implements JavaDelegate {

    private final List<CaseOpener> openers;
    private final CaseLinks links;
    private final Customers customers;

    HandOverDelegate(List<CaseOpener> openers, CaseLinks links, Customers customers) {
        this.openers = List.copyOf(openers);
        this.links = links;
        this.customers = customers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String origin = execution.getProcessBusinessKey();
        String target = (String) execution.getVariableLocal("target");
        CaseOpener opener = openers.stream()
                .filter(o -> o.opens(target))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing opens cases of the process " + target));
        String customerId = (String) execution.getVariable(CaseVariables.CUSTOMER_ID);
        // whoever completes the step before may not be one who receives cases; the case opens the other one, not they
        String opened = AsProgram.call(
                execution.getProcessEngineServices().getIdentityService(),
                () -> opener.open(new Opening(
                        origin,
                        customerId,
                        (String) execution.getVariable(CaseVariables.CHANNEL),
                        (String) execution.getVariable(CaseVariables.ORDER_NUMBER),
                        (String) execution.getVariable(CaseVariables.PRODUCT),
                        customers.statement(UUID.fromString(customerId), origin).orElseGet(() ->
                                (String) execution.getVariable(CaseVariables.SUMMARY)),
                        variables(execution))));
        links.link(origin, opened, CaseLinks.HANDED_OVER);
        execution.setVariableLocal("openedCase", opened);
    }

    private static Map<String, Object> variables(DelegateExecution execution) {
        Map<String, Object> variables = new LinkedHashMap<>();
        Object names = execution.getVariableLocal("handOverVariables");
        for (String name : names == null ? new String[0] : names.toString().split(",")) {
            Object value = execution.getVariable(name.strip());
            if (value != null) {
                variables.put(name.strip(), value);
            }
        }
        return variables;
    }
}
