package io.aftercare.complaint;

import io.aftercare.casebook.CaseDocument;
import io.aftercare.casebook.CaseLabels;
import io.aftercare.casebook.CaseText;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.Times;
import io.aftercare.customer.Customers;
import io.aftercare.form.FormLabels;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What the department does with a complaint, apart from the flow. All changes join the caller's transaction. */
@Service
class Complaints {

    /** The engine's limit for a text variable is 4,000 characters. */
    private static final int REPORT_LENGTH = 3_500;

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Casebook casebook;
    private final Staff staff;
    private final FormLabels labels;
    private final Times times;
    private final Clock clock;

    Complaints(
            JdbcClient jdbc,
            Customers customers,
            Casebook casebook,
            Staff staff,
            FormLabels labels,
            Times times,
            Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.casebook = casebook;
        this.staff = staff;
        this.labels = labels;
        this.times = times;
        this.clock = clock;
    }

    /** What a department found. */
    record Finding(
            String department,
            String person,
            Instant at,
            String responsible,
            String text,
            String cause,
            String suggestion) {}

    /** Keeps what a department found (C8). */
    void keepFinding(String caseNumber, UUID customerId, int level, Finding f) {
        UnaryOperator<String> redactor = customers.redactor(customerId);
        jdbc.sql(
                        """
                        insert into aftercare.complaint_finding
                          (case_number, level, department, person, found_at, responsible, finding, cause, suggestion)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        caseNumber,
                        level,
                        f.department(),
                        f.person(),
                        f.at().atOffset(ZoneOffset.UTC),
                        f.responsible(),
                        redactor.apply(f.text()),
                        redactor.apply(f.cause()),
                        redactor.apply(f.suggestion()))
                .update();
    }

    /** Writes 《投诉核查报告》 from the departments' findings of this level and files it with the case (C8). */
    void writeReport(String caseNumber, int level, String customerLabel, String summary) {
        List<Finding> findings = jdbc.sql(
                        """
                        select department, person, found_at, responsible, finding, cause, suggestion
                          from aftercare.complaint_finding where case_number = ? and level = ? order by id""")
                .params(caseNumber, level)
                .query((r, n) -> new Finding(
                        r.getString(1),
                        r.getString(2),
                        r.getObject(3, OffsetDateTime.class).toInstant(),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7)))
                .list();
        var report = new CaseText()
                .line("投诉编号", caseNumber)
                .line("客户", customerLabel)
                .line("核查时间", times.spoken(clock.instant()))
                .line("投诉内容", summary);
        for (Finding f : findings) {
            report.line("")
                    .line("【" + CaseLabels.department(f.department()) + "】" + staff.signature(f.person()) + "，"
                            + times.spoken(f.at()))
                    .line("核查情况", f.text())
                    .line("本部门责任", labels.label("complaint-verify", "responsible", f.responsible()))
                    .line("原因", f.cause())
                    .line("建议", f.suggestion());
        }
        casebook.file(new CaseDocument(caseNumber, VERIFICATION_REPORT, "投诉核查报告", report.toString(), clock.instant()));
    }

    static final String VERIFICATION_REPORT = "verification-report";

    /** The newest 《投诉核查报告》, short enough for a form; the case's page has it whole. */
    String report(String caseNumber) {
        return casebook.documents(caseNumber).stream()
                .filter(d -> VERIFICATION_REPORT.equals(d.kind()))
                .reduce((older, newer) -> newer)
                .map(d -> CaseText.shorten(d.text(), REPORT_LENGTH))
                .orElse("");
    }

    /** Keeps what a department did for a plan (C12). */
    void keepExecution(
            String caseNumber,
            UUID customerId,
            String plan,
            String department,
            String person,
            String result,
            String note,
            String tracking) {
        jdbc.sql(
                        """
                        insert into aftercare.complaint_execution
                          (case_number, plan, department, person, executed_at, result, note, tracking_number)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        caseNumber,
                        plan,
                        department,
                        person,
                        OffsetDateTime.now(clock),
                        result,
                        customers.redact(customerId, note),
                        tracking)
                .update();
    }

    /** Numbers of the parcels that departments sent for a plan. */
    String trackingNumbers(String caseNumber, String plan) {
        return String.join(
                "、",
                jdbc.sql(
                                """
                                select tracking_number from aftercare.complaint_execution
                                 where case_number = ? and plan = ? and tracking_number <> '' order by id""")
                        .params(caseNumber, plan)
                        .query(String.class)
                        .list());
    }

    /** What the departments did for a plan, one line each, for the agent who checks it. */
    String executions(String caseNumber, String plan) {
        return CaseText.shorten(
                jdbc
                        .sql(
                                """
                                select department, person, executed_at, result, note, tracking_number
                                  from aftercare.complaint_execution where case_number = ? and plan = ? order by id""")
                        .params(caseNumber, plan)
                        .query((r, n) -> "【" + CaseLabels.department(r.getString(1)) + "】"
                                + ("done".equals(r.getString(4)) ? "已完成" : "无法完成") + "："
                                + r.getString(5).replaceFirst("(?<![。．；;，,、\\s])[。．；;，,、\\s]++$", "")
                                + (r.getString(6) == null || r.getString(6).isBlank() ? "" : "，物流单号 " + r.getString(6))
                                + "（" + staff.signature(r.getString(2)) + "，"
                                + times.spoken(
                                        r.getObject(3, OffsetDateTime.class).toInstant()) + "）")
                        .list()
                        .stream()
                        .collect(Collectors.joining("\n\n")),
                REPORT_LENGTH);
    }

    /** How a case ended, in the codes of the forms. */
    record Closing(
            String outcome,
            String plan,
            String satisfaction,
            String feedback,
            String withdrawalReason,
            String originalCase,
            String rootCause,
            String lesson,
            String improvement) {}

    /** Files the closing summary 《投诉归档小结》 for the monthly review (C14). */
    void archive(String caseNumber, Closing closing) {
        var text = new CaseText()
                .line("结果", CaseLabels.of("outcome", closing.outcome()))
                .line("处理方案", closing.plan())
                .line("客户满意度", closing.satisfaction() == null ? null : CaseLabels.satisfaction(closing.satisfaction()))
                .line("客户反馈", closing.feedback())
                .line("撤诉原因", closing.withdrawalReason())
                .line("并入投诉", closing.originalCase())
                .line("根本原因", labels.label("complaint-archive", "rootCause", closing.rootCause()))
                .line("经验教训", closing.lesson())
                .line("改进建议", closing.improvement());
        casebook.file(new CaseDocument(caseNumber, "closing-summary", "投诉归档小结", text.toString(), clock.instant()));
    }
}
