package io.aftercare.form;

import static io.aftercare.form.FormFiles.sample;

import java.util.List;
import java.util.Map;

/** What the forms of after-sales and of a special request are agreed to submit. */
final class AfterSalesSamples {

    private AfterSalesSamples() {}

    static void addTo(Map<String, Map<String, Object>> forms) {
        forms.put(
                "after-sales-request",
                sample(
                        "channel", "phone",
                        "receivedAt", "2025-11-21T13:30+08:00",
                        "customerId", null,
                        "customerName", "王芳",
                        "customerPhone", "13812345678",
                        "customerEmail", "wang@example.com",
                        "customerAddress", "杭州市西湖区文三路 1 号",
                        "callerRelation", "family",
                        "samePerson", "same",
                        "callerName", "李强",
                        "callerPhone", "13912345678",
                        "orderNumber", "DD2025111800123",
                        "product", "静音加湿器",
                        "kind", "return",
                        "description", "收到就漏水，想退。"));
        forms.put(
                "after-sales-check",
                sample(
                        "kind",
                        "return",
                        "fault",
                        "quality",
                        "signedOn",
                        "2025-11-18",
                        "opened",
                        true,
                        "exception",
                        "none",
                        "warrantyMonths",
                        12,
                        "earlierRepairs",
                        1,
                        "repairDays",
                        8,
                        "amount",
                        1050.5,
                        "compensationKind",
                        null,
                        "quantity",
                        1,
                        "evidence",
                        List.of("photo", "order"),
                        "checkNote",
                        "照片与订单型号一致，机身裂纹清楚。",
                        "orderChecked",
                        true));
        forms.put("after-sales-approve", sample("approval", "return", "approvalReason", "请补充签收记录。"));
        forms.put("after-sales-await-shipment", sample("returnTrackingNumber", "SF1234567890", "returnCourier", "顺丰"));
        forms.put(
                "after-sales-receive-parcel",
                sample("arrivedOn", "2025-11-21", "packaging", "damaged", "parcelNote", "外箱一角压塌。"));
        forms.put(
                "after-sales-inspect",
                sample(
                        "inspection",
                        "partly",
                        "acceptedQuantity",
                        1,
                        "inspectionNote",
                        "机身完好，少一个滤芯。",
                        "photosFiled",
                        true));
        forms.put(
                "after-sales-settle-difference",
                sample("differenceDecision", "reduced", "amount", 1000.5, "differenceNote", "商定扣除滤芯价格 50 元。"));
        forms.put(
                "after-sales-refund-by-hand",
                sample(
                        "refundChecked", true,
                        "refundOutcome", "paid",
                        "refundReference", "WX20251121000123",
                        "refundNote", "渠道无成功记录，已人工退款。"));
        forms.put("after-sales-no-stock", sample("stockDecision", "refund", "amount", 1050.5, "stockNote", "客户不想等。"));
        forms.put(
                "after-sales-ship-by-hand",
                sample("shipResult", "sent", "courier", "顺丰", "trackingNumber", "SF9876543210", "shipNote", "分两箱寄出。"));
        forms.put(
                "after-sales-compensate-by-hand",
                sample(
                        "refundChecked",
                        true,
                        "refundOutcome",
                        "paid",
                        "refundReference",
                        "YHQ20260301001",
                        "refundNote",
                        "会员系统已人工发放。"));
        forms.put(
                "after-sales-revise",
                sample(
                        "remedy",
                        "compensation",
                        "compensationKind",
                        "coupon",
                        "amount",
                        300.0,
                        "reviseNote",
                        "客户同意改为优惠券。",
                        "checkNote",
                        "照片与订单型号一致，机身裂纹清楚。"));
        forms.put(
                "after-sales-repair",
                sample("repairResult", "repaired", "repairNote", "更换电源板，通电正常。", "partsReplaced", "电源板"));
        forms.put("after-sales-offer-choice", sample("choice", "refund", "amount", 1050.5, "choiceNote", "客户不想再修。"));
        forms.put(
                "after-sales-compensation-answer",
                sample("compensationAnswer", "refund-instead", "amount", 50.0, "answerNote", "平时不常买，想直接退。"));
        forms.put("after-sales-satisfaction", sample("satisfaction", "2", "feedback", "等了太久。"));
        forms.put(
                "special-request-application",
                sample(
                        "applicationText", "家里老人住院，没能及时拆开包装，希望能退。",
                        "writtenOn", "2025-11-20",
                        "writtenFiled", true,
                        "grounds", "hardship",
                        "borderExplained", true,
                        "requestedMeasure", "refund",
                        "requestedAmount", 1050.5));
        forms.put(
                "special-request-approve",
                sample(
                        "specialApproval", "refuse",
                        "specialReason", "商品已使用三个月，按使用情况另为您准备了方案。",
                        "policyGap", true,
                        "policyNote", "住院等情形建议从出院起算。"));
        forms.put(
                "special-request-alternative",
                sample(
                        "alternativeMeasure", "coupon",
                        "alternativeAmount", 100.0,
                        "alternativeText", "为您发一张 100 元优惠券，今天到账。",
                        "alternativeAccepted", "yes"));
    }
}
