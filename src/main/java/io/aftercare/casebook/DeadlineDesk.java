package io.aftercare.casebook;

import io.aftercare.customer.Customers;
import io.aftercare.deadline.DeadlineActions;
import io.aftercare.form.CustomerWording;
import io.aftercare.platform.Refusal;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Checks what somebody wants to do with a deadline of a case, and hands it to the deadline. */
@Service
class DeadlineDesk {

    private static final int MAX_TEXT = 200;

    private final CaseDesk cases;
    private final Customers customers;
    private final DeadlineHistory history;
    private final DeadlineActions actions;
    private final CustomerWording wording;

    DeadlineDesk(
            CaseDesk cases,
            Customers customers,
            DeadlineHistory history,
            DeadlineActions actions,
            CustomerWording wording) {
        this.cases = cases;
        this.customers = customers;
        this.history = history;
        this.actions = actions;
        this.wording = wording;
    }

    /**
     * The deadline that a request names.
     *
     * @throws Refusal 404 if the case has no such deadline
     */
    UUID require(String caseNumber, String occurrence) {
        cases.get(caseNumber);
        return history.of(caseNumber).stream()
                .map(DeadlineHistory.Line::id)
                .filter(id -> id.toString().equals(occurrence))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "这件个案没有这个时限，请从个案页面操作。", List.of()));
    }

    @Transactional
    public void pause(String caseNumber, UUID occurrence, String reason, String note) {
        var findings = new Refusal.Findings();
        if (!DeadlineLabels.PAUSE.containsKey(reason)) {
            findings.add("reason", "请选择暂停原因");
        }
        String given = text(findings, "note", "补充说明", note);
        findings.refuse("无法暂停计时");
        actions.pause(caseNumber, occurrence, reason, redacted(caseNumber, given));
    }

    @Transactional
    public void resume(String caseNumber, UUID occurrence) {
        actions.resume(caseNumber, occurrence);
    }

    /**
     * @param amount how much longer, a whole number from 1 to 999
     * @param unit {@code hours} or {@code days}
     * @param reason the customer reads it when the extension is granted, so it holds no service taboo (P2)
     */
    @Transactional
    public void requestExtension(String caseNumber, UUID occurrence, String amount, String unit, String reason) {
        var findings = new Refusal.Findings();
        String number = amount.strip();
        if (!number.matches("[1-9][0-9]{0,2}")) {
            findings.add("amount", "延长多久请填 1 到 999 的整数");
        }
        if (!DeadlineLabels.UNIT.containsKey(unit)) {
            findings.add("unit", "请选择小时或天");
        }
        String given = text(findings, "reason", "延期理由", reason);
        if (given.isEmpty()) {
            findings.add("reason", "请填写延期理由");
        }
        wording.objections(given).forEach(objection -> findings.add("reason", "延期理由客户会看到，" + objection));
        findings.refuse("无法申请延期");
        String span = unit.equals("days") ? "P" + number + "D" : "PT" + number + "H";
        actions.requestExtension(caseNumber, occurrence, span, redacted(caseNumber, given));
    }

    private static String text(Refusal.Findings findings, String field, String name, String value) {
        String given = value.strip().replace("\0", "");
        if (given.codePointCount(0, given.length()) > MAX_TEXT) {
            findings.add(field, name + "不能超过" + MAX_TEXT + "个字");
        }
        return given;
    }

    private String redacted(String caseNumber, String text) {
        CaseSummary found = cases.get(caseNumber);
        return customers.redact(found.customerId() == null ? null : Casebook.uuid(found.customerId()), text);
    }
}
