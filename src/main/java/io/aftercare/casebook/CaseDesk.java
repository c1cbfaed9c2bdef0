package io.aftercare.casebook;

import io.aftercare.casebook.CaseActions.Action;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderNumber;
import io.aftercare.customer.Spelling;
import io.aftercare.platform.PageRights;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

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
        return RegisterRow.of(found, clock.instant(), staff.signatures(RegisterRow.people(found))::get);
    }

    /** Whether the person is of customer service, which acts on every case. */
    boolean mayAct(String person) {
        return !Collections.disjoint(worklist.groups(person), MAY_ACT);
    }

    /**
     * Ids of the customers whom somebody of customer service means by a whole telephone number in a search; nobody else learns
     * that a number is a customer's.
     */
    List<String> called(String text) {
        return PageRights.anyOf(MAY_ACT)
                ? customers.withPhone(text).stream().map(UUID::toString).toList()
                : List.of();
    }

    /** Whether the person leads customer service, which may act on everybody's deadlines. */
    boolean leads(String person) {
        return !Collections.disjoint(worklist.groups(person), LEADS);
    }

    /** What can be done with the case as a whole now. */
    List<Action> actions(CaseSummary target) {
        return target.isFinished()
                ? List.of()
                : owner(target).map(owner -> owner.offered(target)).orElse(List.of());
    }

    /**
     * Does what the case's process offers, which is one command of the engine: without a transaction around it the engine does it again
     * when a job of the case gets in its way.
     *
     * @param reason where the action asks for one
     * @param originalCase where the action names another case
     * @param confirmed that the case of another customer is meant nevertheless
     * @return what to tell who did it
     * @throws Refusal naming what is wrong; 409 if the case is finished or its process does not offer this
     */
    public String act(String caseNumber, String key, String reason, String originalCase, boolean confirmed) {
        CaseSummary target = get(caseNumber);
        if (target.isFinished()) {
            throw new Refusal(
                    409, "个案" + caseNumber + "已经结束（" + CaseLabels.status(target.status()) + "），不能再这样办理。", List.of());
        }
        CaseActions owner = owner(target).orElseThrow(CaseDesk::notOffered);
        Action action = owner.offered(target).stream()
                .filter(offered -> offered.key().equals(key))
                .findFirst()
                .orElseThrow(CaseDesk::notOffered);
        owner.act(
                action,
                target,
                action.namesCase()
                        ? original(action, target, originalCase, confirmed)
                        : reason(action, target, reason));
        return action.done();
    }

    private static Refusal notOffered() {
        return new Refusal(409, "这件个案现在不能这样办理，请刷新页面。", List.of());
    }

    private String reason(Action action, CaseSummary target, String reason) {
        var findings = new Refusal.Findings();
        String given = reason == null ? "" : reason.strip();
        if (given.isEmpty()) {
            findings.add("reason", "请填写" + action.prompt());
        } else if (given.codePointCount(0, given.length()) > MAX_REASON) {
            findings.add("reason", action.prompt() + "不能超过" + MAX_REASON + "个字");
        }
        findings.refuse("无法" + action.label());
        return customers.redact(
                target.customerId() == null ? null : Casebook.uuid(target.customerId()), given.replace("\0", ""));
    }

    private String original(Action action, CaseSummary target, String originalCase, boolean confirmed) {
        String typed = originalCase == null ? "" : Spelling.searched(originalCase.replace("\0", ""));
        if (typed.isEmpty()) {
            throw refusal(action, "请填写" + action.prompt());
        }
        String number = OrderNumber.normalise(typed).orElse(typed);
        if (number.equals(target.caseNumber())) {
            throw refusal(action, action.prompt() + "不能是这件个案自己的");
        }
        CaseSummary original = casebook.find(number).orElse(null);
        if (original == null) {
            throw refusal(action, "没有找到个案" + number + "，请核对编号");
        }
        if ("duplicate".equals(original.status())) {
            throw refusal(action, "个案" + number + "本身已并入" + original.originalCase() + "，请填写后者");
        }
        if (!confirmed && !Objects.equals(original.customerId(), target.customerId())) {
            throw refusal(action, "个案" + number + "是另一位客户的，请核对；确认是同一问题时请勾选“客户不同，已核实是同一问题”");
        }
        return number;
    }

    private static Refusal refusal(Action action, String reason) {
        return new Refusal(
                "无法" + action.label() + "：" + reason + "。", List.of(new Refusal.Field("originalCase", reason)));
    }

    CaseSummary get(String caseNumber) {
        return OrderNumber.normalise(caseNumber)
                .filter(number -> number.matches(RegisterColumns.CASE_NUMBER))
                .flatMap(casebook::find)
                .orElseThrow(() -> new Refusal(404, "没有找到这个编号的个案，请核对编号。", List.of()));
    }

    private Optional<CaseActions> owner(CaseSummary target) {
        return actions.stream().filter(a -> a.supports(target.processKey())).findFirst();
    }
}
