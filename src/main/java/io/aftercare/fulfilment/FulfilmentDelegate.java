package io.aftercare.fulfilment;

import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderRef;
import io.aftercare.fulfilment.Fulfilment.Money;
import io.aftercare.platform.EngineJobs;
import io.aftercare.platform.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.core.NestedRuntimeException;

/**
 * What the delegates of this package have in common. They stand in asynchronous service tasks; the case number is the
 * business key, the decision the variable {@code decision}. What fails is tried again as the model's retry cycle says; after
 * the last attempt, or at once if the peer says no, the token leaves by the BPMN error that each names. A {@link Refusal} is
 * no failure of a peer: it becomes an incident, so that nobody pays by hand what the rules forbid; but for a refund of what
 * other cases have paid back meanwhile, which is for an agent and the customer to settle.
 */
abstract class FulfilmentDelegate implements JavaDelegate {

    /** Neither paid back nor compensated: finance has to look. */
    static final String PAYMENT_FAILED = "PaymentFailed";

    /** More than is left of what was paid. */
    static final String REFUND_REFUSED = "RefundRefused";

    /** Not handed to a courier: somebody has to send it by hand. */
    static final String SHIPMENT_FAILED = "ShipmentFailed";

    static final String OUT_OF_STOCK = "OutOfStock";

    final Fulfilment fulfilment;

    FulfilmentDelegate(Fulfilment fulfilment) {
        this.fulfilment = fulfilment;
    }

    /** Runs {@code work}; what fails for good leaves by {@code error}. */
    void orElse(String error, Kind kind, DelegateExecution execution, Runnable work) {
        try {
            work.run();
        } catch (Declined e) {
            throw new BpmnError(error, e.getMessage());
        } catch (Unconfirmed | NestedRuntimeException e) {
            // the second: our own database, which may have lost what the peer did
            if (!EngineJobs.isLastAttempt()) {
                throw e;
            }
            fulfilment.giveUp(caseNumber(execution), decision(execution), kind);
            throw new BpmnError(error, e instanceof Unconfirmed ? e.getMessage() : "系统出错，结果未确认");
        }
    }

    static String caseNumber(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    static String decision(DelegateExecution execution) {
        return (String) execution.getVariable("decision");
    }

    static UUID customer(DelegateExecution execution) {
        return UUID.fromString((String) execution.getVariable("customerId"));
    }

    /** The amount, order and people of the decision. */
    static Money money(DelegateExecution execution, boolean toCustomer) {
        return new Money(
                caseNumber(execution),
                decision(execution),
                amount(execution.getVariable("amount")),
                (String) execution.getVariable("proposer"),
                (String) execution.getVariable("approvedBy"),
                (String) execution.getVariable("orderNumber"),
                toCustomer ? customer(execution) : null);
    }

    /** Forms make numbers Integer or Double; the shortest text that means the same number is what was typed. */
    private static BigDecimal amount(Object value) {
        try {
            return value == null ? null : new BigDecimal(value.toString().strip());
        } catch (NumberFormatException e) {
            throw new Refusal("金额必须是数字。", List.of(new Refusal.Field("amount", "金额必须是数字")));
        }
    }

    static int quantity(DelegateExecution execution) {
        Object value = execution.getVariable("quantity");
        if (!(value instanceof Number number) || number.doubleValue() != number.intValue()) {
            throw new Refusal("请填写商品数量。", List.of(new Refusal.Field("quantity", "数量必须是整数")));
        }
        return number.intValue();
    }

    /** The product of the case, or that of its order where none was named. */
    static String product(DelegateExecution execution, Customers customers) {
        String product = (String) execution.getVariable("product");
        if (product != null && !product.isBlank()) {
            return product.strip();
        }
        return customers
                .order((String) execution.getVariable("orderNumber"))
                .map(OrderRef::product)
                .orElseThrow(() -> new Refusal("请填写商品名称。", List.of(new Refusal.Field("product", "没有商品名称"))));
    }
}
