package io.aftercare.specialrequest;

import io.aftercare.casebook.CaseDocument;
import io.aftercare.casebook.CaseText;
import io.aftercare.casebook.Casebook;
import io.aftercare.form.FormLabels;
import io.aftercare.platform.ForModels;
import io.aftercare.platform.Staff;
import io.aftercare.specialrequest.SpecialRequestProcess.Variables;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Files 《特殊请求审批记录》 with the case (E1). */
@Component("fileSpecialRequest")
@ForModels("服务任务：归档《特殊请求审批记录》")
class FileSpecialRequestDelegate implements JavaDelegate {

    private static final String APPLICATION = "special-request-application";

    private final Casebook casebook;
    private final FormLabels labels;
    private final Staff staff;
    private final Clock clock;

    FileSpecialRequestDelegate(Casebook casebook, FormLabels labels, Staff staff, Clock clock) {
        this.casebook = casebook;
        this.labels = labels;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String decision = text(execution, Variables.SPECIAL_DECISION);
        String approver = text(execution, Variables.SPECIAL_APPROVER);
        casebook.file(new CaseDocument(
                execution.getProcessBusinessKey(),
                "special-request",
                "特殊请求审批记录",
                new CaseText()
                        .line("政策边界", text(execution, Variables.POLICY_BORDER))
                        .line("书面申请", text(execution, Variables.APPLICATION_TEXT))
                        .line("申请理由", labels.label(APPLICATION, "grounds", text(execution, "grounds")))
                        .line(
                                "申请内容",
                                labels.label(
                                        APPLICATION,
                                        Variables.REQUESTED_MEASURE,
                                        text(execution, Variables.REQUESTED_MEASURE)))
                        .line("金额", text(execution, Variables.REQUESTED_AMOUNT) + " 元")
                        .line(
                                "结论",
                                switch (decision) {
                                    case "approved" -> "批准";
                                    case "alternative" -> "批准替代方案";
                                    default -> "未批准";
                                })
                        .line("审批意见", text(execution, Variables.SPECIAL_REASON))
                        .line("审批人", approver == null ? null : staff.signature(approver))
                        .line("替代方案", text(execution, Variables.ALTERNATIVE_TEXT))
                        .line("政策建议", text(execution, Variables.POLICY_NOTE))
                        .toString(),
                clock.instant()));
    }

    private static String text(DelegateExecution execution, String variable) {
        Object value = execution.getVariable(variable);
        return value == null ? null : value.toString();
    }
}
