package io.aftercare.fulfilment;

import io.aftercare.TestPeople;
import io.aftercare.fulfilment.Fulfilment.Money;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A case of its own for each test, with a customer, an order, and a decision about it. */
final class Payout {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    String caseNumber;
    String decision;
    String orderNumber;
    String product;
    UUID customer;

    Payout() {
        next();
    }

    void next() {
        int number = NUMBERS.incrementAndGet();
        caseNumber = "SH20990101%03d".formatted(number);
        decision = caseNumber + "-1";
        orderNumber = "FULFIL%05d".formatted(number);
        product = "试验商品%05d".formatted(number);
        customer = UUID.randomUUID();
    }

    void order(JdbcClient jdbc, String paid) {
        jdbc.sql("insert into aftercare.customer (id, name, phone, address, created_at)"
                        + " values (?, '王芳', ?, '上海市浦东新区世纪大道100号', ?)")
                .params(customer, "139" + orderNumber.substring(6) + "000", OffsetDateTime.parse("2026-01-01T00:00Z"))
                .update();
        jdbc.sql("insert into aftercare.customer_order (number, customer_id, product, amount, paid_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(orderNumber, customer, product, new BigDecimal(paid), OffsetDateTime.parse("2026-01-01T00:00Z"))
                .update();
    }

    Money money(String amount) {
        return new Money(
                caseNumber,
                decision,
                new BigDecimal(amount),
                TestPeople.id("agent"),
                TestPeople.id("supervisor"),
                orderNumber,
                customer);
    }

    /** Distinct in each case. */
    String number(String prefix) {
        return prefix + orderNumber;
    }

    String key(Kind kind) {
        return caseNumber + "." + decision + "." + kind.key();
    }
}
