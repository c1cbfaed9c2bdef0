package io.aftercare.customer;

import io.aftercare.platform.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Checks that a caller is the customer before anything personal is said (Q2, P1). What the caller says is compared here, so
 * that whoever asks needs not see what is right; it is not kept. A check, however it was made, holds for its case and for who made
 * it, until the end of the day: who else speaks with the customer checks anew. An order number that stands on the page of a case
 * proves little, since who asks can read it there: it opens the case, as it is what callers know best, but counts among the few of
 * 其他方式. Phone numbers and mail addresses, which nobody sees before a check, keep the day's work going when those are used up. What
 * the receipt gave does not confirm a new address that came with it, see {@link Customers#asked}. How many cases one person may open in a day, and how
 * often they may guess, is limited by {@link IdentityProperties}.
 */
@Service
public class IdentityChecks {

    /** After so many wrong answers for one case on one day nobody guesses on. */
    static final int MAX_FAILED = 5;

    private static final Set<String> METHODS = Set.of("order", "phone", "email", "other");
    private static final int MAX_ANSWER = 254;
    private static final int MAX_NOTE = 200;

    /** What a reason for 其他方式 has at least: letters, and so many different ones, or it says nothing. */
    private static final int MIN_REASON = 8;

    private static final int MIN_DIFFERENT = 5;
    private static final String REASON = "请说明是怎样核实的（不少于" + MIN_REASON + "个字），例如“回拨登记电话，本人接听并说出上次维修的日期”";

    private final JdbcClient jdbc;
    private final Customers customers;
    private final IdentityProperties limits;
    private final Clock clock;

    IdentityChecks(JdbcClient jdbc, Customers customers, IdentityProperties limits, Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * What became of a check.
     *
     * @param passed whether the answer is the customer's
     * @param limit what of the day's is used up with this one, in words for the supervisor; null if nothing is
     * @param replaced what of the customer's addresses changed with it, see {@link Customers#hold}; null if nothing known did
     */
    public record Outcome(boolean passed, String limit, Customers.Replaced replaced) {}

    /**
     * Records a check.
     *
     * @param shown numbers of the customer's orders that stand on the page of a case
     * @param method {@code order}, {@code phone}, {@code email} or {@code other}
     * @param answer what the caller said: an order number, phone number or e-mail address; not asked for with {@code other}
     * @param note how it was checked; required with {@code other}
     * @param by user id of who checks
     * @return what became of it; a wrong answer is recorded as well
     * @throws Refusal naming {@code method}, {@code answer} or {@code note}; 409 after too many wrong answers for the case or of the
     *     person, or too many cases that the person has opened today
     */
    @Transactional
    public Outcome check(
            UUID customerId,
            String caseNumber,
            Set<String> shown,
            String method,
            String answer,
            String note,
            String by) {
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
        if ("other".equals(method) && !isReason(remark)) {
            findings.add("note", REASON);
        }
        findings.refuse("无法登记身份核实");
        lock("aftercare.identity.case", caseNumber);
        lock("aftercare.identity.person", by);
        boolean compared = !method.equals("other");
        if (compared && failed("case_number", caseNumber) >= MAX_FAILED) {
            throw new Refusal(409, "今天这件个案已有" + MAX_FAILED + "次核实不符，请转客服主管处理。", List.of());
        }
        int failed = failed("checked_by", by);
        if (failed >= limits.failed()) {
            throw new Refusal(409, "您今天已有" + failed + "次核实不符，今天不能再核实，请转客服主管处理。", List.of());
        }
        int opened = opened(by, caseNumber, false);
        if (opened >= limits.cases()) {
            throw new Refusal(409, "您今天已核实" + opened + "件个案，达到每日上限，请转客服主管处理。", List.of());
        }
        Optional<OrderRef> order = method.equals("order") ? order(customerId, said) : Optional.empty();
        boolean read = order.filter(o -> shown.contains(o.number())).isPresent();
        boolean otherwise = !compared || read;
        int openedOtherwise = otherwise ? opened(by, caseNumber, true) : 0;
        if (otherwise && openedOtherwise >= limits.other()) {
            throw new Refusal(
                    409,
                    "您今天已用其他方式或个案页面上的订单号核实" + openedOtherwise + "件个案，达到每日上限。请改用手机号、邮箱或另一笔订单的订单号核实；客户都报不出的，请转客服主管处理。",
                    List.of());
        }
        boolean passed = !compared || order.isPresent() || matches(customerId, method, said);
        jdbc.sql("insert into aftercare.identity_check"
                        + " (case_number, customer_id, method, passed, shown, note, checked_by, checked_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        caseNumber,
                        customerId,
                        method,
                        passed,
                        read,
                        customers.redact(customerId, remark),
                        by,
                        OffsetDateTime.now(clock))
                .update();
        String limit = null;
        if (!passed) {
            limit = failed + 1 == limits.failed() ? "核实不符" + limits.failed() + "次" : null;
        } else if (otherwise && openedOtherwise + 1 == limits.other()) {
            limit = "用其他方式或个案页面上的订单号核实" + limits.other() + "件个案";
        } else if (opened + 1 == limits.cases()) {
            limit = "核实" + limits.cases() + "件个案";
        }
        // what was just given, or stands on the page, redirects nobody's mail
        boolean confirms = passed
                && !otherwise
                && customers.asked(customerId, caseNumber, shown).contains(method);
        return new Outcome(
                passed,
                limit,
                confirms ? customers.useHeld(customerId, caseNumber).orElse(null) : null);
    }

    /** Whether somebody can tell from it later how the customer was known: no dot, no blanks, no 哈哈哈哈哈哈哈哈. */
    private static boolean isReason(String note) {
        int[] letters = note == null
                ? new int[0]
                : note.codePoints().filter(Character::isLetter).toArray();
        return letters.length >= MIN_REASON && Arrays.stream(letters).distinct().count() >= MIN_DIFFERENT;
    }

    /** The last check of today for this case that this person made and that passed. */
    public Optional<IdentityCheck> today(UUID customerId, String caseNumber, String person) {
        return jdbc.sql("select method, note, checked_by, checked_at from aftercare.identity_check"
                        + " where case_number = ? and customer_id = ? and checked_by = ? and passed and checked_at >= ?"
                        + " order by checked_at desc, id desc limit 1")
                .params(caseNumber, customerId, person, midnight())
                .query((row, n) -> new IdentityCheck(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .optional();
    }

    private void lock(String what, String id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext(?), hashtext(?))")
                .params(what, id)
                .query()
                .listOfRows();
    }

    /** Wrong answers of today, of one case or one person. */
    private int failed(String column, String value) {
        return jdbc.sql("select count(*) from aftercare.identity_check where " + column
                        + " = ? and not passed and checked_at >= ?")
                .params(value, midnight())
                .query(Integer.class)
                .single();
    }

    /** How many cases beside this one the person has opened today. */
    private int opened(String by, String caseNumber, boolean otherwise) {
        return jdbc.sql("select count(distinct case_number) from aftercare.identity_check where checked_by = ?"
                        + " and checked_at >= ? and passed and case_number <> ?"
                        + (otherwise ? " and (method = 'other' or shown)" : ""))
                .params(by, midnight(), caseNumber)
                .query(Integer.class)
                .single();
    }

    private Optional<OrderRef> order(UUID customerId, String said) {
        return customers.order(said).filter(order -> customerId.equals(order.customerId()));
    }

    private boolean matches(UUID customerId, String method, String said) {
        Recipient known = customers.recipient(customerId);
        return method.equals("phone")
                ? known.phone() != null && Phone.normalise(said).equals(Optional.of(known.phone()))
                : method.equals("email")
                        && known.email() != null
                        && MailAddress.normalise(said)
                                .filter(known.email()::equalsIgnoreCase)
                                .isPresent();
    }

    private OffsetDateTime midnight() {
        return LocalDate.now(clock).atStartOfDay(clock.getZone()).toOffsetDateTime();
    }
}
