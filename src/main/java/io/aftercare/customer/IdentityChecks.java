package io.aftercare.customer;

import io.aftercare.platform.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks that a caller is the customer before anything personal is said (Q2, P1). What the caller says is compared here, so
 * that whoever asks needs not see what is right; it is not kept. A check holds for its case until the end of the day.
 */
@Service
public class IdentityChecks {

    /** After so many wrong answers for one case on one day nobody guesses on. */
    static final int MAX_FAILED = 5;

    private static final Set<String> METHODS = Set.of("order", "phone", "email", "other");
    private static final int MAX_ANSWER = 254;
    private static final int MAX_NOTE = 200;

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Clock clock;

    IdentityChecks(JdbcClient jdbc, Customers customers, Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.clock = clock;
    }

    /**
     * Records a check.
     *
     * @param method {@code order}, {@code phone}, {@code email} or {@code other}
     * @param answer what the caller said: an order number, phone number or e-mail address; not asked for with {@code other}
     * @param note how it was checked; required with {@code other}
     * @param by user id of who checks
     * @return whether the answer is the customer's; a wrong one is recorded as well
     * @throws Refusal naming {@code method}, {@code answer} or {@code note}; 409 after too many wrong answers
     */
    @Transactional
    public boolean check(UUID customerId, String caseNumber, String method, String answer, String note, String by) {
        customers.get(customerId);
        var findings = new Refusal.Findings();
        boolean known = method != null && METHODS.contains(method);
        if (!known) {
            findings.add("method", "请选择核实方式：订单号、手机号、邮箱或其他");
        }
        String said = PersonText.line(answer, "answer", "客户提供的信息", MAX_ANSWER, findings);
        String remark = PersonText.line(note, "note", "核实说明", MAX_NOTE, findings);
        if (known && !method.equals("other") && said == null) {
            findings.add("answer", "请填写客户报出的订单号、手机号或邮箱");
        }
        if ("other".equals(method) && remark == null) {
            findings.add("note", "请说明是怎样核实的");
        }
        findings.refuse("无法登记身份核实");
        jdbc.sql("select pg_advisory_xact_lock(hashtext('aftercare.identity'), hashtext(?))")
                .param(caseNumber)
                .query()
                .listOfRows();
        if (!method.equals("other") && failedToday(caseNumber) >= MAX_FAILED) {
            throw new Refusal(409, "今天这件个案已有" + MAX_FAILED + "次核实不符，请转客服主管处理。", List.of());
        }
        boolean passed = method.equals("other") || matches(customerId, method, said);
        jdbc.sql("insert into aftercare.identity_check"
                        + " (case_number, customer_id, method, passed, note, checked_by, checked_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        caseNumber,
                        customerId,
                        method,
                        passed,
                        customers.redact(customerId, remark),
                        by,
                        OffsetDateTime.now(clock))
                .update();
        return passed;
    }

    /** The last passed check of today for this case. */
    public Optional<IdentityCheck> today(UUID customerId, String caseNumber) {
        return jdbc.sql("select method, note, checked_by, checked_at from aftercare.identity_check"
                        + " where case_number = ? and customer_id = ? and passed and checked_at >= ?"
                        + " order by checked_at desc, id desc limit 1")
                .params(caseNumber, customerId, midnight())
                .query((row, n) -> new IdentityCheck(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private int failedToday(String caseNumber) {
        return jdbc.sql("select count(*) from aftercare.identity_check"
                        + " where case_number = ? and not passed and checked_at >= ?")
                .params(caseNumber, midnight())
                .query(Integer.class)
                .single();
    }

    private boolean matches(UUID customerId, String method, String said) {
        if (method.equals("order")) {
            return customers
                    .order(said.toUpperCase(Locale.ROOT))
                    .or(() -> customers.order(said))
                    .filter(order -> customerId.equals(order.customerId()))
                    .isPresent();
        }
        Recipient known = customers.recipient(customerId);
        return method.equals("phone")
                ? known.phone() != null && Phone.normalise(said).equals(Optional.of(known.phone()))
                : known.email() != null && known.email().equalsIgnoreCase(said);
    }

    private OffsetDateTime midnight() {
        return LocalDate.now(clock).atStartOfDay(clock.getZone()).toOffsetDateTime();
    }
}
