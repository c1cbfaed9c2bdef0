package io.aftercare.complaint;

import io.aftercare.casebook.CaseDocument;
import io.aftercare.casebook.CaseLabels;
import io.aftercare.casebook.CaseNumbers;
import io.aftercare.casebook.Casebook;
import io.aftercare.casebook.ContactRecord;
import io.aftercare.customer.CustomerDetails;
import io.aftercare.customer.CustomerRef;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderRef;
import io.aftercare.form.FormLabels;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What the department does with a complaint, apart from the flow. All changes join the caller's transaction. */
@Service
class Complaints {

    /** Clocks of two systems differ a little; what is later than this lies in the future. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private static final int SUMMARY_LENGTH = 500;
    /** The engine's limit for a text variable is 4,000 characters. */
    private static final int REPORT_LENGTH = 3_500;

    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("M月d日 HH:mm", Locale.CHINA);

    private final JdbcClient jdbc;
    private final Customers customers;
    private final CaseNumbers numbers;
    private final Casebook casebook;
    private final Staff staff;
    private final FormLabels labels;
    private final Clock clock;

    Complaints(
            JdbcClient jdbc,
            Customers customers,
            CaseNumbers numbers,
            Casebook casebook,
            Staff staff,
            FormLabels labels,
            Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.numbers = numbers;
        this.casebook = casebook;
        this.staff = staff;
        this.labels = labels;
        this.clock = clock;
    }

    /** What a caller says at receipt, as text; null where nothing was said. */
    record Receipt(
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
            String receiver) {}

    /** What the process keeps of a receipt: no personal data in clear. */
    record Received(
            String caseNumber,
            CustomerRef customer,
            Instant receivedAt,
            String receivedText,
            String orderNumber,
            String product,
            String summary) {}

    /** What a department found. */
    record Finding(
            String department,
            String person,
            Instant at,
            String responsible,
            String text,
            String cause,
            String suggestion) {}

    /**
     * Receives a complaint: finds or creates the customer, keeps what was said in the customer tables and gives out the
     * number (C1, C2).
     *
     * @throws Refusal naming every input that is wrong; nothing is kept then
     */
    Received receive(Receipt said) {
        Instant now = clock.instant();
        Instant receivedAt = said.receivedAt() == null ? now : said.receivedAt();
        var findings = new Refusal.Findings();
        if (receivedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            findings.add("receivedAt", "投诉时间不能晚于现在");
        }
        UUID customerId = null;
        if (said.customerId() != null) {
            try {
                customerId = UUID.fromString(said.customerId());
            } catch (IllegalArgumentException e) {
                findings.add("customerId", "客户编号格式不正确");
            }
        }
        OrderRef order = null;
        if (said.orderNumber() != null) {
            order = customers.order(said.orderNumber()).orElse(null);
            if (order == null) {
                findings.add("orderNumber", "没有找到这个订单，请核对订单号");
            }
        }
        findings.refuse("投诉无法受理");
        CustomerRef customer = customers.identify(
                new CustomerDetails(customerId, said.name(), said.phone(), said.email(), said.address()));
        if (order != null && !order.customerId().equals(customer.id())) {
            throw new Refusal(
                    "投诉无法受理：这个订单不属于该客户，请核对订单号和客户电话。", List.of(new Refusal.Field("orderNumber", "这个订单不属于该客户")));
        }
        String number = numbers.next(ComplaintProcess.NUMBER_PREFIX, LocalDate.ofInstant(receivedAt, clock.getZone()));
        customers.keepStatement(customer.id(), number, said.description());
        String summary = shorten(customers.redact(customer.id(), said.description()), SUMMARY_LENGTH);
        String product = said.product() == null && order != null ? order.product() : said.product();
        casebook.recordContact(new ContactRecord(
                number,
                customer.id(),
                receivedAt,
                said.channel(),
                "投诉受理",
                summary,
                "已受理，编号 " + number,
                "1 小时内登记",
                said.receiver()));
        return new Received(
                number,
                customer,
                receivedAt,
                spoken(receivedAt),
                order == null ? null : order.number(),
                product == null ? null : customers.redact(customer.id(), product),
                summary);
    }

    /** Keeps what a department found (C8). */
    void keepFinding(String caseNumber, UUID customerId, int level, Finding f) {
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
                        customers.redact(customerId, f.text()),
                        customers.redact(customerId, f.cause()),
                        customers.redact(customerId, f.suggestion()))
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
        var report = new StringBuilder()
                .append("投诉编号：")
                .append(caseNumber)
                .append('\n')
                .append("客户：")
                .append(customerLabel)
                .append('\n')
                .append("核查时间：")
                .append(spoken(clock.instant()))
                .append('\n')
                .append("投诉内容：")
                .append(summary)
                .append('\n');
        for (Finding f : findings) {
            report.append("\n【")
                    .append(CaseLabels.department(f.department()))
                    .append("】")
                    .append(staff.person(f.person()).name())
                    .append("，")
                    .append(spoken(f.at()))
                    .append('\n')
                    .append("核查情况：")
                    .append(f.text())
                    .append('\n')
                    .append("是否本部门责任：")
                    .append(RESPONSIBLE.getOrDefault(f.responsible(), f.responsible()))
                    .append('\n')
                    .append("原因：")
                    .append(f.cause())
                    .append('\n');
            if (f.suggestion() != null && !f.suggestion().isBlank()) {
                report.append("建议：").append(f.suggestion()).append('\n');
            }
        }
        casebook.file(new CaseDocument(caseNumber, VERIFICATION_REPORT, "投诉核查报告", report.toString(), clock.instant()));
    }

    static final String VERIFICATION_REPORT = "verification-report";

    private static final Map<String, String> RESPONSIBLE = Map.of("yes", "是", "partly", "部分", "no", "否");

    /** The newest 《投诉核查报告》, short enough for a form; the case's page has it whole. */
    String report(String caseNumber) {
        return casebook.documents(caseNumber).stream()
                .filter(d -> VERIFICATION_REPORT.equals(d.kind()))
                .reduce((older, newer) -> newer)
                .map(d -> shorten(d.text(), REPORT_LENGTH))
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
        return shorten(
                jdbc
                        .sql(
                                """
                                select department, person, executed_at, result, note, tracking_number
                                  from aftercare.complaint_execution where case_number = ? and plan = ? order by id""")
                        .params(caseNumber, plan)
                        .query((r, n) -> "【" + CaseLabels.department(r.getString(1)) + "】"
                                + ("done".equals(r.getString(4)) ? "已完成" : "无法完成") + "："
                                + r.getString(5)
                                + (r.getString(6) == null || r.getString(6).isBlank() ? "" : "，运单号 " + r.getString(6))
                                + "（" + staff.person(r.getString(2)).name() + "，"
                                + spoken(r.getObject(3, OffsetDateTime.class).toInstant()) + "）")
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
        var text = new StringBuilder();
        line(text, "结果", CaseLabels.of("outcome", closing.outcome()));
        line(text, "处理方案", closing.plan());
        line(text, "客户满意度", closing.satisfaction() == null ? null : CaseLabels.satisfaction(closing.satisfaction()));
        line(text, "客户反馈", closing.feedback());
        line(text, "撤诉原因", closing.withdrawalReason());
        line(text, "并入投诉", closing.originalCase());
        line(text, "根本原因", labels.label("complaint-archive", "rootCause", closing.rootCause()));
        line(text, "经验教训", closing.lesson());
        line(text, "改进建议", closing.improvement());
        casebook.file(new CaseDocument(caseNumber, "closing-summary", "投诉归档小结", text.toString(), clock.instant()));
    }

    private static void line(StringBuilder text, String label, String value) {
        if (value != null && !value.isBlank()) {
            text.append(label).append("：").append(value).append('\n');
        }
    }

    /** Notes a conversation with the customer (P3). */
    void recordContact(
            String caseNumber,
            UUID customerId,
            String means,
            String subject,
            String need,
            String result,
            String followUp,
            String person) {
        casebook.recordContact(new ContactRecord(
                caseNumber, customerId, clock.instant(), means, subject, need, result, followUp, person));
    }

    private String spoken(Instant at) {
        return SPOKEN.format(at.atZone(clock.getZone()));
    }

    private static String shorten(String text, int length) {
        if (text == null || text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
