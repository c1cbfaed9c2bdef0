package io.aftercare.casebook;

import io.aftercare.customer.ContactPerson;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.CustomerRef;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderRef;
import io.aftercare.customer.SamePerson;
import io.aftercare.platform.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;

/**
 * Receives cases of every kind (C1, C2, A2): who the customer is, whose order it is, the number, what was said. All changes
 * join the caller's transaction.
 */
@Service
public class Reception {

    private static final int SUMMARY_LENGTH = 500;

    private final Customers customers;
    private final CaseNumbers numbers;
    private final Casebook casebook;
    private final Times times;
    private final Clock clock;

    Reception(Customers customers, CaseNumbers numbers, Casebook casebook, Times times, Clock clock) {
        this.customers = customers;
        this.numbers = numbers;
        this.casebook = casebook;
        this.times = times;
        this.clock = clock;
    }

    /**
     * What differs from kind to kind.
     *
     * @param prefix first two letters of the case number
     * @param name what staff call it, e.g. 投诉
     * @param followUp what comes next, for the contact record, e.g. 1 小时内登记
     * @param orderRequired whether there is no such case without an order
     */
    public record Kind(String prefix, String name, String followUp, boolean orderRequired) {}

    /**
     * What a caller says at receipt, checked by the form already; null where nothing was said.
     *
     * @param caller who speaks for the customer; null if the customer does
     * @param samePerson whether this is the person whom a known number is registered for
     * @param receiver user id of who took it, null if the system did
     */
    public record Receipt(
            String channel,
            Instant receivedAt,
            String customerId,
            String name,
            String phone,
            String email,
            String address,
            String orderNumber,
            String product,
            String description,
            ContactPerson caller,
            SamePerson samePerson,
            String receiver) {}

    /**
     * What the process keeps of a receipt: no personal data in clear.
     *
     * @param order null for a case without one
     */
    public record Received(
            String caseNumber,
            CustomerRef customer,
            Instant receivedAt,
            String receivedText,
            OrderRef order,
            String product,
            String summary) {

        /** What was paid for the order, in CNY; null without an order, and as long as it is not paid. */
        public Double paid() {
            return order == null || order.paid() == null ? null : order.paid().doubleValue();
        }
    }

    /**
     * Finds or creates the customer, keeps what was said in the customer tables, gives out the number and writes the first
     * line of the contact record (C1, C2, P3).
     *
     * @throws Refusal naming every input that is wrong; nothing is kept then
     */
    public Received receive(Kind kind, Receipt said) {
        Instant receivedAt = said.receivedAt() == null ? clock.instant() : said.receivedAt();
        var findings = new Refusal.Findings();
        UUID customerId = said.customerId() == null ? null : Casebook.uuid(said.customerId());
        if (said.customerId() != null && customerId == null) {
            findings.add("customerId", "客户编号格式不正确");
        }
        OrderRef order = null;
        if (said.orderNumber() != null) {
            order = customers.order(said.orderNumber()).orElse(null);
            if (order == null) {
                findings.add("orderNumber", "没有找到这个订单，请核对订单号");
            }
        } else if (kind.orderRequired()) {
            findings.add("orderNumber", "请填写订单号");
        }
        findings.refuse(kind.name() + "无法受理");
        CustomerDetails details =
                new CustomerDetails(customerId, said.name(), said.phone(), said.email(), said.address());
        Customers.Identified identified = customers.identify(details, order, said.caller() != null, said.samePerson());
        CustomerRef customer = identified.customer();
        String number = numbers.next(kind.prefix(), LocalDate.ofInstant(receivedAt, clock.getZone()));
        customers.hold(customer.id(), number, details);
        customers.keepStatement(customer.id(), number, said.description());
        if (said.caller() != null) {
            customers.keepContactPerson(customer.id(), number, said.caller());
        }
        UnaryOperator<String> redactor = customers.redactor(customer.id());
        String summary = CaseText.shorten(redactor.apply(said.description()), SUMMARY_LENGTH);
        String product = said.product() == null && order != null ? order.product() : said.product();
        casebook.recordContact(new ContactRecord(
                number,
                customer.id(),
                receivedAt,
                said.channel(),
                kind.name() + "受理",
                summary,
                "已受理，编号 " + number
                        + (said.caller() == null ? "" : "，由" + said.caller().relationLabel()),
                kind.followUp() + (identified.doubtful() ? "；这个号码另有姓名登记，请问清是否同一人" : ""),
                said.receiver()));
        return new Received(
                number, customer, receivedAt, times.spoken(receivedAt), order, redactor.apply(product), summary);
    }
}
