package io.aftercare.casebook;

import io.aftercare.customer.Customers;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Checks what somebody wants to do with a case as a whole, and hands it to the process that owns the case. */
@Service
class CaseDesk {

    private static final Set<String> MAY_ACT = Set.of("agent", "specialist", "supervisor", "manager");

    private static final Set<String> LEADS = Set.of("supervisor", "manager");
    private static final int MAX_REASON = 500;

    private final Casebook casebook;
    private final Customers customers;
    private final List<CaseActions> actions;
    private final EngineWorklist worklist;
    private final Staff staff;
    private final Clock clock;

    CaseDesk(
            Casebook casebook,
            Customers customers,
            List<CaseActions> actions,
            EngineWorklist worklist,
            Staff staff,
            Clock clock) {
        this.worklist = worklist;
        this.staff = staff;
        this.clock = clock;
        this.casebook = casebook;
        this.customers = customers;
        this.actions = List.copyOf(actions);
    }

    /** The case as a line of the tracking table. */
    RegisterRow row(CaseSummary found) {
        return RegisterRow.of(found, clock.instant(), id -> staff.person(id).name());
    }

    /** Whether the person is of customer service, which acts on every case. */
    boolean mayAct(String person) {
        return !Collections.disjoint(worklist.groups(person), MAY_ACT);
    }

    /** Whether the person leads customer service, which may act on everybody's deadlines. */
    boolean leads(String person) {
        return !Collections.disjoint(worklist.groups(person), LEADS);
    }

    /** Whether the case's process takes such actions and still can. */
    boolean offers(CaseSummary target) {
        return !target.isFinished() && owner(target).isPresent();
    }

    @Transactional
    public void withdraw(String caseNumber, String reason) {
        CaseSummary target = running(caseNumber);
        var findings = new Refusal.Findings();
        String given = reason == null ? "" : reason.strip();
        if (given.isEmpty()) {
            findings.add("reason", "请填写撤诉原因");
        } else if (given.codePointCount(0, given.length()) > MAX_REASON) {
            findings.add("reason", "撤诉原因不能超过" + MAX_REASON + "个字");
        }
        findings.refuse("无法登记撤诉");
        String redacted = customers.redact(
                target.customerId() == null ? null : Casebook.uuid(target.customerId()), given.replace("\0", ""));
        owned(target).withdraw(target, redacted);
    }

    /** @param confirmed that the case of another customer is meant nevertheless */
    @Transactional
    public void markDuplicate(String caseNumber, String originalCase, boolean confirmed) {
        CaseSummary target = running(caseNumber);
        String number = originalCase == null ? "" : originalCase.strip();
        if (number.isEmpty()) {
            throw refusal("请填写原投诉编号");
        }
        if (number.equals(caseNumber)) {
            throw refusal("原投诉编号不能是本投诉自己");
        }
        CaseSummary original =
                number.indexOf(0) >= 0 ? null : casebook.find(number).orElse(null);
        if (original == null) {
            throw refusal("没有找到原投诉" + number.replace("\0", "") + "，请核对编号");
        }
        if ("duplicate".equals(original.status())) {
            throw refusal("投诉" + number + "本身是重复投诉，请填写它的原投诉" + original.originalCase());
        }
        if (!confirmed && !Objects.equals(original.customerId(), target.customerId())) {
            throw refusal("原投诉" + number + "是另一位客户的，请核对；确认是同一问题时请勾选“客户不同，已核实是同一问题”");
        }
        owned(target).markDuplicate(target, number);
    }

    private static Refusal refusal(String reason) {
        return new Refusal("无法标记为重复投诉：" + reason + "。", List.of(new Refusal.Field("originalCase", reason)));
    }

    CaseSummary get(String caseNumber) {
        return Optional.of(caseNumber)
                .filter(number -> number.matches(RegisterColumns.CASE_NUMBER))
                .flatMap(casebook::find)
                .orElseThrow(() -> new Refusal(404, "没有找到这个编号的投诉，请核对编号。", List.of()));
    }

    private CaseSummary running(String caseNumber) {
        CaseSummary target = get(caseNumber);
        if (target.isFinished()) {
            throw new Refusal(
                    409,
                    "投诉" + caseNumber + "已经结束（" + CaseLabels.status(target.status()) + "），不能再登记撤诉或标记重复。",
                    List.of());
        }
        return target;
    }

    private CaseActions owned(CaseSummary target) {
        return owner(target).orElseThrow(() -> new Refusal(409, "这类案件不支持登记撤诉或标记重复。", List.of()));
    }

    private Optional<CaseActions> owner(CaseSummary target) {
        return actions.stream().filter(a -> a.supports(target.processKey())).findFirst();
    }
}
