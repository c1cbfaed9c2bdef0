package io.aftercare.aftersales;

import io.aftercare.aftersales.AfterSalesProcess.Variables;
import io.aftercare.casebook.CaseKind;
import io.aftercare.casebook.CaseLabels;
import io.aftercare.casebook.CaseVariables;
import io.aftercare.platform.Staff;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** After-sales cases, as the department's lists call them, and what they tell on their page (A2–A6). */
@Component
@Order(2)
class AfterSalesKind implements CaseKind {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Staff staff;
    private final Clock clock;

    AfterSalesKind(Staff staff, Clock clock) {
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public String processKey() {
        return AfterSalesProcess.KEY;
    }

    @Override
    public String label() {
        return "售后";
    }

    @Override
    public String receivedLabel() {
        return "申请时间";
    }

    @Override
    public List<Fact> facts(Map<String, Object> known) {
        String approver = text(known, CaseVariables.APPROVED_BY);
        boolean refunded = "refund".equals(text(known, Variables.REMEDY));
        return List.of(
                new Fact("申请类型", label(known, Variables.KIND)),
                new Fact("问题性质", label(known, Variables.FAULT)),
                new Fact("签收日期", text(known, Variables.SIGNED_ON)),
                new Fact("政策判定", all("：", label(known, "eligible"), text(known, "eligibilityReason"))),
                new Fact("判定依据", text(known, "eligibilityClause")),
                new Fact("特殊请求", all("：", label(known, Variables.SPECIAL_DECISION), text(known, "specialReason"))),
                new Fact("办理方式", text(known, Variables.PLAN_TEXT)),
                new Fact(
                        "运费",
                        all("：", CaseLabels.of("freight", text(known, "freightPayer")), text(known, "freightReason"))),
                new Fact("提出人", text(known, CaseVariables.PROPOSER_NAME)),
                new Fact("审批人", approver == null ? null : staff.signature(approver)),
                new Fact("寄回面单", text(known, "returnLabel")),
                new Fact(
                        "寄回运单",
                        all(" ", text(known, Variables.RETURN_COURIER), text(known, Variables.RETURN_TRACKING_NUMBER))),
                new Fact("到货时间", moment(known.get(Variables.GOODS_RECEIVED_AT))),
                new Fact("验货结果", all("：", label(known, Variables.INSPECTION), text(known, Variables.INSPECTION_NOTE))),
                new Fact("维修情况", text(known, "repairNote")),
                // the form for what finance gave by hand calls a coupon's number so as well
                new Fact("退款流水号", refunded ? text(known, "refundReference") : null),
                new Fact("优惠券号", AfterSales.coupon(refunded, text(known, "couponNumber"))),
                new Fact("积分流水号", text(known, "pointsReference")),
                new Fact("寄出运单", all(" ", text(known, "courier"), text(known, "trackingNumber"))),
                new Fact("取消原因", text(known, Variables.CANCEL_REASON)));
    }

    private static String label(Map<String, Object> known, String name) {
        return CaseLabels.of(name, text(known, name));
    }

    private String moment(Object at) {
        return at instanceof Instant instant ? MINUTE.format(instant.atZone(clock.getZone())) : null;
    }

    private static String all(String between, String... parts) {
        return Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(between));
    }

    private static String text(Map<String, Object> known, String name) {
        Object value = known.get(name);
        return value == null ? null : value.toString();
    }
}
