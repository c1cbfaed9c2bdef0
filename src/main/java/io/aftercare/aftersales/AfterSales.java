package io.aftercare.aftersales;

import io.aftercare.casebook.CaseDocument;
import io.aftercare.casebook.CaseLabels;
import io.aftercare.casebook.CaseText;
import io.aftercare.casebook.Casebook;
import io.aftercare.fulfilment.Fulfilment;
import io.aftercare.platform.Refusal;
import io.aftercare.platform.Staff;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** What the department does with an after-sales case, apart from the flow. All changes join the caller's transaction. */
@Service
class AfterSales {

    /** Variables that the closing summary tells. */
    static final List<String> SUMMARY_FACTS = List.of(
            "outcome",
            "kind",
            "fault",
            "eligibilityReason",
            "eligibilityClause",
            "remedy",
            "amount",
            "approvedBy",
            "specialDecision",
            "specialReason",
            "inspection",
            "refundReference",
            "couponNumber",
            "pointsReference",
            "trackingNumber",
            "satisfaction",
            "feedback",
            "cancelReason",
            "complaintCase",
            "originCase");

    private static final Set<String> OF_MONEY = Set.of("refund", "compensation");

    private final Casebook casebook;
    private final Fulfilment fulfilment;
    private final Staff staff;
    private final Clock clock;

    AfterSales(Casebook casebook, Fulfilment fulfilment, Staff staff, Clock clock) {
        this.casebook = casebook;
        this.fulfilment = fulfilment;
        this.staff = staff;
        this.clock = clock;
    }

    /** The day on which the customer signed for the goods, {@code yyyy-MM-dd}; null while they are under way. */
    String signedOn(Instant signedAt) {
        return signedAt == null
                ? null
                : LocalDate.ofInstant(signedAt, clock.getZone()).toString();
    }

    /**
     * Money that is proposed is more than nothing, and a refund at most what is left of what was paid, with earlier refunds of the order
     * in whatever case: the payment itself would be refused only after the customer was promised it.
     *
     * @throws Refusal naming {@code amount}
     */
    void checkAmount(String remedy, Number amount, String orderNumber) {
        if (!OF_MONEY.contains(remedy)) {
            return;
        }
        if (amount == null || amount.doubleValue() <= 0) {
            throw refusedAmount("请填写大于零的金额");
        }
        if ("refund".equals(remedy)) {
            fulfilment.unrefundable(orderNumber, decimal(amount)).ifPresent(reason -> {
                throw refusedAmount(reason);
            });
        }
    }

    private static Refusal refusedAmount(String reason) {
        return new Refusal("金额有误：" + reason + "。", List.of(new Refusal.Field("amount", reason)));
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    /**
     * When a parcel arrived: now if it is today's, otherwise the begin of its day, from which the law's days count (民法典 第二百零一条:
     * the day itself is not counted).
     *
     * @param arrivedOn {@code yyyy-MM-dd}, or null for today
     * @param signedOn the day on which the customer signed for the goods, before which they cannot come back; null if it is not known
     * @throws Refusal naming {@code arrivedOn} if it is no day, a day to come, or one before the signing
     */
    Instant arrival(Object arrivedOn, Object signedOn) {
        LocalDate today = LocalDate.now(clock);
        LocalDate day;
        try {
            day = arrivedOn == null ? today : day(arrivedOn);
        } catch (DateTimeException e) {
            throw new Refusal("到货日期有误，请按年-月-日填写。", List.of(new Refusal.Field("arrivedOn", "请按年-月-日填写，如 2026-03-05")));
        }
        if (day.isAfter(today)) {
            throw new Refusal("到货日期不能晚于今天，请核对。", List.of(new Refusal.Field("arrivedOn", "到货日期不能晚于今天")));
        }
        if (signedOn != null && day.isBefore(day(signedOn))) {
            throw new Refusal("到货日期不能早于客户签收的日期，请核对。", List.of(new Refusal.Field("arrivedOn", "到货日期不能早于客户签收的日期")));
        }
        return day.equals(today)
                ? clock.instant()
                : day.atStartOfDay(clock.getZone()).toInstant();
    }

    /** A day as forms and programs write it: {@code yyyy-MM-dd}, or a moment of which the day is taken. */
    static LocalDate day(Object written) {
        String text = written.toString();
        return text.length() > 10 ? OffsetDateTime.parse(text).toLocalDate() : LocalDate.parse(text);
    }

    /** @throws Refusal naming {@code acceptedQuantity} if more pieces are in order than the case is about */
    void checkAccepted(Number accepted, Number quantity) {
        if (accepted != null && quantity != null && accepted.doubleValue() > quantity.doubleValue()) {
            String reason = "合格数量不能超过这件售后的 " + quantity + " 件";
            throw new Refusal("验货结果有误：" + reason + "。", List.of(new Refusal.Field("acceptedQuantity", reason)));
        }
    }

    /** Files 《验货记录》 (A5). */
    void fileInspection(String caseNumber, String person, String result, Number accepted, String note) {
        casebook.file(new CaseDocument(
                caseNumber,
                "inspection",
                "验货记录",
                new CaseText()
                        .line("验货结果", CaseLabels.of("inspection", result))
                        .line("合格数量", accepted == null ? null : accepted.toString())
                        .line("说明", note)
                        .line("验货人", staff.signature(person))
                        .toString(),
                clock.instant()));
    }

    /** What was proposed, as the tracking table tells it; an amount only where money or its like is given. */
    static String plan(String remedy, String compensationKind, Number amount) {
        String way = "compensation".equals(remedy)
                ? "补偿" + CaseLabels.of("compensation", compensationKind)
                : CaseLabels.of("remedy", remedy);
        return OF_MONEY.contains(remedy) && amount != null ? way + " " + CaseLabels.yuan(amount) : way;
    }

    /** A coupon's number as people read it; where a refund was agreed afterwards, it is void. Null without a coupon. */
    static String coupon(boolean refunded, String number) {
        return refunded && number != null ? number + "（已作废，改为退款）" : number;
    }

    /** How a case ended, in words. */
    static String outcome(String code) {
        return CaseLabels.of("outcome", code);
    }

    /** Files the closing summary 《售后归档小结》 (C14). */
    void archive(String caseNumber, Map<String, Object> facts) {
        boolean refunded = "refund".equals(text(facts, "remedy"));
        casebook.file(new CaseDocument(
                caseNumber,
                "closing-summary",
                "售后归档小结",
                new CaseText()
                        .line("结果", label("outcome", facts))
                        .line("申请", label("kind", facts))
                        .line("问题", label("fault", facts))
                        .line("政策判定", text(facts, "eligibilityReason"))
                        .line("依据", text(facts, "eligibilityClause"))
                        .line("特殊请求", label("specialDecision", facts))
                        .line("审批意见", text(facts, "specialReason"))
                        .line("办理方式", label("remedy", facts))
                        .line(
                                "金额",
                                text(facts, "remedy") != null
                                                && OF_MONEY.contains(text(facts, "remedy"))
                                                && facts.get("amount") instanceof Number amount
                                        ? CaseLabels.yuan(amount)
                                        : null)
                        .line(
                                "审批人",
                                text(facts, "approvedBy") == null ? null : staff.signature(text(facts, "approvedBy")))
                        .line("验货结果", label("inspection", facts))
                        .line("退款凭证", refunded ? text(facts, "refundReference") : null)
                        .line("优惠券", coupon(refunded, text(facts, "couponNumber")))
                        .line("积分凭证", text(facts, "pointsReference"))
                        .line("寄出运单", text(facts, "trackingNumber"))
                        .line(
                                "客户满意度",
                                text(facts, "satisfaction") == null
                                        ? null
                                        : CaseLabels.satisfaction(text(facts, "satisfaction")))
                        .line("客户反馈", text(facts, "feedback"))
                        .line("取消原因", text(facts, "cancelReason"))
                        .line("来自投诉", text(facts, "originCase"))
                        .line("转投诉", text(facts, "complaintCase"))
                        .toString(),
                clock.instant()));
    }

    private static String label(String name, Map<String, Object> facts) {
        String code = text(facts, name);
        return code == null ? null : CaseLabels.of(name, code);
    }

    private static String text(Map<String, Object> facts, String name) {
        Object value = facts.get(name);
        return value == null ? null : value.toString();
    }
}
