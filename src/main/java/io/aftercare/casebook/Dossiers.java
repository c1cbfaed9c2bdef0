package io.aftercare.casebook;

import io.aftercare.customer.Customers;
import io.aftercare.customer.Customers.Contact;
import io.aftercare.customer.IdentityCheck;
import io.aftercare.customer.IdentityChecks;
import io.aftercare.customer.Looks;
import io.aftercare.customer.Profile;
import io.aftercare.notification.EngineNoticeSender;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import io.aftercare.wording.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customer's story for whoever is about to speak with them (K2): who, what they ordered, what they complained about and
 * how that ended. Nothing in it is in clear; name and numbers are shown after the identity was checked (Q2, P1).
 */
@Service
class Dossiers {

    private static final int MAX_CASES = 20;
    private static final int MAX_CONTACTS = 5;
    private static final int MAX_REASON = 200;
    private static final int NAMED_CASES = 3;
    private static final String SUPERVISORS = "supervisor";

    /**
     * @param customer null if the case has no known customer, or they were erased
     * @param orders other numbers than this case's own are masked until who asks has passed a check, or they could be read off here
     * @param linked cases that belong to this one
     * @param earlier other cases of the customer, newest first, at most twenty
     * @param earlierCount how many there are
     * @param contacts the last five with the customer, newest first, of whatever case
     * @param held that the receipt said how to write or send to the customer, and what to ask before it is used, in words; empty if
     *     there is nothing
     * @param check the last check of today that who asks has passed, or null
     * @param mayCheck whether who asks may check the identity
     * @param mayReach whether who asks may see name and numbers then
     */
    record Dossier(
            CaseSummary target,
            Profile customer,
            Customers.Orders orders,
            List<CaseLinks.Link> linked,
            List<CaseSummary> earlier,
            int earlierCount,
            List<ContactRecord> contacts,
            String held,
            IdentityCheck check,
            boolean mayCheck,
            boolean mayReach) {}

    private final JdbcClient jdbc;
    private final EngineCaseAccess access;
    private final Customers customers;
    private final CaseLinks links;
    private final IdentityChecks identity;
    private final Looks looks;
    private final EngineNoticeSender notices;
    private final Staff staff;
    private final Wording wording;
    private final Clock clock;

    Dossiers(
            JdbcClient jdbc,
            EngineCaseAccess access,
            Customers customers,
            CaseLinks links,
            IdentityChecks identity,
            Looks looks,
            EngineNoticeSender notices,
            Staff staff,
            Wording wording,
            Clock clock) {
        this.notices = notices;
        this.staff = staff;
        this.wording = wording;
        this.clock = clock;
        this.jdbc = jdbc;
        this.access = access;
        this.customers = customers;
        this.links = links;
        this.identity = identity;
        this.looks = looks;
    }

    /**
     * The look is recorded.
     *
     * @throws Refusal 403 without the right, 404 for an unknown case
     */
    @Transactional
    public Dossier look(String caseNumber, String person) {
        CaseSummary target = access.seen(caseNumber, person);
        UUID customerId = customerId(target).orElse(null);
        Profile profile =
                customerId == null ? null : customers.profile(customerId).orElse(null);
        looks.record(person, customerId, caseNumber, Looks.What.DOSSIER, null);
        if (profile == null) {
            return new Dossier(
                    target,
                    null,
                    new Customers.Orders(List.of(), 0),
                    links.of(caseNumber),
                    List.of(),
                    0,
                    List.of(),
                    "",
                    null,
                    false,
                    false);
        }
        IdentityCheck check = identity.today(customerId, caseNumber, person).orElse(null);
        Customers.Orders orders = customers.orders(customerId, target.orderNumber());
        return new Dossier(
                target,
                profile,
                check == null ? orders.masked(target.orderNumber()) : orders,
                links.of(caseNumber),
                earlier(target),
                jdbc.sql("select count(*) from aftercare.case_register where customer_id = ? and case_number <> ?")
                        .params(target.customerId(), caseNumber)
                        .query(Integer.class)
                        .single(),
                jdbc.sql("select case_number, customer_id, at, means, subject, need, result, follow_up, person"
                                + " from aftercare.contact_record where customer_id = ? order by at desc, id desc limit "
                                + MAX_CONTACTS)
                        .param(customerId)
                        .query(Casebook::contact)
                        .list(),
                held(target),
                check,
                access.mayCheck(target, person),
                access.worksOn(target, person));
    }

    /**
     * Records that somebody checked who the customer is; what they said is compared with what is known.
     *
     * @return the check; empty if it is not the customer's, which is recorded as well
     * @throws Refusal as {@link IdentityChecks#check} does; 403 without the right, 404 for an unknown case, 409 without a
     *     known customer
     */
    @Transactional
    public Optional<IdentityCheck> check(String caseNumber, String method, String answer, String note, String person) {
        CaseSummary target = access.seen(caseNumber, person);
        if (!access.mayCheck(target, person)) {
            throw new Refusal(403, "只有客服人员和正在办理这件个案的同事可以核实客户身份。", List.of());
        }
        if ("other".equals(method) && !access.worksOn(target, person)) {
            throw new Refusal(403, "您没有办理过这件个案，只能用订单号、手机号或邮箱核实；要用其他方式，请先认领它的任务。", List.of());
        }
        UUID customerId = known(target);
        IdentityChecks.Outcome outcome =
                identity.check(customerId, caseNumber, shown(customerId), method, answer, note, person);
        if (outcome.limit() != null) {
            notices.tellStaff(
                    SUPERVISORS,
                    Map.of("assigneeName", staff.signature(person), "limitText", outcome.limit()),
                    caseNumber,
                    target.processInstanceId(),
                    "identity-limit");
        }
        if (outcome.replaced() != null) {
            notices.tellFormerAddress(
                    outcome.replaced(),
                    Map.of("changedContact", outcome.replaced().label(), "changedAt", clock.instant()),
                    caseNumber,
                    target.processInstanceId(),
                    "address-changed");
        }
        return outcome.passed() ? identity.today(customerId, caseNumber, person) : Optional.empty();
    }

    /**
     * Name and numbers in clear; the look is recorded.
     *
     * @throws Refusal 409 if the person has not checked the identity today for this case; 403, 404 and 409 as for a check
     */
    @Transactional
    public Contact contact(String caseNumber, String person) {
        CaseSummary target = working(caseNumber, person);
        UUID customerId = known(target);
        if (identity.today(customerId, caseNumber, person).isEmpty()) {
            throw new Refusal(409, "您今天还没有为这件个案核实客户身份，请先核实，再查看联系方式。同事的核实只对同事本人有效。", List.of());
        }
        return customers.disclose(customerId, person, caseNumber);
    }

    /**
     * Erases the customer of a case: name, numbers, address, orders, statements and the content of evidence (Personal
     * Information Protection Law, art. 47). Cases stay with the masked label.
     *
     * @param reason why; kept with who did it and when
     * @throws Refusal 404 for an unknown case, 400 naming {@code reason}, 409 without a known customer or while one of their
     *     cases is under way: nobody could be told how it ends
     */
    @Transactional
    public void erase(String caseNumber, String reason, String person) {
        CaseSummary target = access.seen(caseNumber, person);
        UUID customerId = known(target);
        String given = reason.replace("\0", "").strip();
        var findings = new Refusal.Findings();
        if (given.isEmpty()) {
            findings.add("reason", "请填写删除原因");
        } else if (given.codePointCount(0, given.length()) > MAX_REASON) {
            findings.add("reason", "删除原因不能超过" + MAX_REASON + "个字");
        }
        findings.refuse("没有删除");
        List<String> open = jdbc.sql("select case_number from aftercare.case_register"
                        + " where customer_id = ? and closed_at is null order by case_number")
                .param(target.customerId())
                .query(String.class)
                .list();
        if (!open.isEmpty()) {
            String named = open.stream().limit(NAMED_CASES).collect(Collectors.joining("、"))
                    + (open.size() > NAMED_CASES ? "等 " + open.size() + " 件" : "");
            throw new Refusal(409, "没有删除：客户还有未结束的个案（" + named + "），请办结后再删除。", List.of());
        }
        customers.erase(customerId, caseNumber, customers.redact(customerId, given), person);
    }

    /** Whether the person checked today, for this case, who the customer is. */
    boolean isChecked(CaseSummary target, String person) {
        return customerId(target)
                .flatMap(id -> identity.today(id, target.caseNumber(), person))
                .isPresent();
    }

    /**
     * The case that a task belongs to, also one that is done.
     *
     * @throws Refusal 404 if there is no such task or it belongs to no case, 403 without the right
     */
    CaseSummary ofTask(String taskId, String person) {
        String number = jdbc.sql("select c.case_number from act_hi_taskinst t join aftercare.case_register c"
                        + " on c.process_instance_id = coalesce(t.root_proc_inst_id_, t.proc_inst_id_) where t.id_ = ?")
                .param(taskId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Refusal(404, "这个任务不属于任何个案。", List.of()));
        return access.seen(number, person);
    }

    /** What to say to the customer at this task, today (P2); empty at a task in which nobody is spoken to. */
    List<Wording.Line> wording(String taskId, CaseSummary target) {
        String age = customerId(target)
                .flatMap(customers::profile)
                .map(Profile::ageGroup)
                .orElse(null);
        return jdbc.sql(
                        "select t.task_def_key_, (select max(v.text_) from act_hi_varinst v where v.proc_inst_id_ = t.root_proc_inst_id_"
                                + " and v.execution_id_ = t.root_proc_inst_id_ and v.name_ = 'emotion') from act_hi_taskinst t where t.id_ = ?")
                .param(taskId)
                .query((row, n) -> wording.lines(new Wording.Situation(
                        row.getString(1), target.channel(), row.getString(2), age, LocalDate.now(clock))))
                .single();
    }

    /** That the receipt said how to write or send to the customer, and what to ask before it is used; empty if there is nothing. */
    String held(CaseSummary target) {
        return customerId(target)
                .map(id -> {
                    String label = customers.held(id, target.caseNumber()).label();
                    if (label.isEmpty()) {
                        return "";
                    }
                    String asked = customers.asked(id, target.caseNumber(), shown(id)).stream()
                            .map(fact -> fact.equals("order") ? "另一笔订单的订单号" : "登记的" + CaseLabels.of("identity", fact))
                            .collect(Collectors.joining("或"));
                    return "本次联系新留的" + label
                            + (asked.isEmpty()
                                    ? "不会启用：客户没有别的登记信息可以核对，请仍按原来登记的方式联系。"
                                    : "还没有启用。受理时已经报过的和页面上看得到的不算，请再问" + asked + "，核对一致后启用。");
                })
                .orElse("");
    }

    /** Orders of the customer that stand on the pages of their cases. */
    private Set<String> shown(UUID customerId) {
        return jdbc.sql("select order_number from aftercare.case_register"
                        + " where customer_id = ? and order_number is not null")
                .param(customerId.toString())
                .query(String.class)
                .set();
    }

    /** Whether there is anything to erase. */
    boolean hasCustomer(CaseSummary target) {
        return customerId(target).flatMap(customers::profile).isPresent();
    }

    private CaseSummary working(String caseNumber, String person) {
        CaseSummary target = access.seen(caseNumber, person);
        if (!access.worksOn(target, person)) {
            throw new Refusal(403, "只有办理或接待过这件个案的客服人员和正在办理它的同事可以查看联系方式。需要查看时，请先认领它的任务。", List.of());
        }
        return target;
    }

    private UUID known(CaseSummary target) {
        return customerId(target)
                .filter(id -> customers.profile(id).isPresent())
                .orElseThrow(() -> new Refusal(409, "这件个案没有客户资料，或资料已按客户要求删除。", List.of()));
    }

    private static Optional<UUID> customerId(CaseSummary target) {
        return Optional.ofNullable(target.customerId()).map(Casebook::uuid);
    }

    private List<CaseSummary> earlier(CaseSummary target) {
        return jdbc.sql("select * from aftercare.case_register where customer_id = ? and case_number <> ?"
                        + " order by received_at desc, case_number desc limit " + MAX_CASES)
                .params(target.customerId(), target.caseNumber())
                .query(new CaseRow())
                .list();
    }
}
