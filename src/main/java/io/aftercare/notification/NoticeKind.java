package io.aftercare.notification;

import java.util.Arrays;

/** The messages there are. The wording of each stands in {@code templates/mail/<key>.txt}. */
enum NoticeKind {
    ACKNOWLEDGEMENT("acknowledgement", "受理通知", false),
    PROMISED_TIMES("promised-times", "处理步骤与时间", false),
    PLAN("plan", "处理方案", false),
    EXECUTED("executed", "执行结果", false),
    SATISFACTION("satisfaction", "满意度回访", false),
    PROGRESS("progress", "进度告知", false),
    REOPENED("reopened", "重新处理", false),
    CLOSED("closed", "结案通知", false),
    EXTENDED("extended", "时间变更", false),
    WITHDRAWN("withdrawn", "撤诉确认", false),
    DUPLICATE("duplicate", "合并处理", false),
    AFTER_SALES_RECEIVED("after-sales-received", "售后受理", false),
    RETURN_ADDRESS("return-address", "寄回地址", false),
    RETURN_REMINDER("return-reminder", "寄回提醒", false),
    RETURN_EXPIRED("return-expired", "逾期关闭", false),
    PARCEL_RECEIVED("parcel-received", "收货确认", false),
    INSPECTED("inspected", "验货结果", false),
    REFUNDED("refunded", "退款完成", false),
    SHIPPED("shipped", "商品已寄出", false),
    REPAIRED("repaired", "维修完成", false),
    COMPENSATED("compensated", "补偿已发放", false),
    COUPON_VOIDED("coupon-voided", "优惠券已作废", false),
    NOT_ELIGIBLE("not-eligible", "无法办理说明", false),
    GOODS_RETURNED("goods-returned", "商品退回", false),
    AFTER_SALES_CANCELLED("after-sales-cancelled", "售后取消", false),
    HANDED_TO_COMPLAINT("handed-to-complaint", "转投诉办理", false),
    AFTER_SALES_CLOSED("after-sales-closed", "售后完结", false),
    ADDRESS_CHANGED("address-changed", "联系方式变更", false),
    DEADLINE_WARNING("deadline-warning", "时限提醒", true),
    DEADLINE_MISSED("deadline-missed", "超时提醒", true),
    DEADLINE_MANAGER("deadline-manager", "超时上报", true),
    DEADLINE_DIGEST("deadline-digest", "时限汇总", true),
    TASKS_RELEASED("tasks-released", "任务待认领", true),
    EXTENSION_REFUSED("extension-refused", "延期未同意", true),
    POLICY_SUGGESTION("policy-suggestion", "政策建议", true),
    IDENTITY_LIMIT("identity-limit", "身份核实提醒", true);

    private final String key;
    private final String label;
    private final boolean forStaff;

    NoticeKind(String key, String label, boolean forStaff) {
        this.key = key;
        this.label = label;
        this.forStaff = forStaff;
    }

    String key() {
        return key;
    }

    /** What staff call it. */
    String label() {
        return label;
    }

    boolean forStaff() {
        return forStaff;
    }

    /** @throws IllegalArgumentException if no message has this key: a mistake in a model, not of a person */
    static NoticeKind of(String key) {
        return Arrays.stream(values())
                .filter(k -> k.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no notice '" + key + "'; there are "
                        + Arrays.stream(values()).map(NoticeKind::key).toList()));
    }

    /** The label of a key that may have left the product since the row was written. */
    static String labelOf(String key) {
        return Arrays.stream(values())
                .filter(k -> k.key.equals(key))
                .map(NoticeKind::label)
                .findFirst()
                .orElse(key);
    }
}
